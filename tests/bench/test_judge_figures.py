import pytest

from coach.bench.judge_figures import LabelledVerdict, calibration_error, measure_verdicts
from coach.domain.coverage import Verdict

COVERED, PARTLY, UNSURE = Verdict.COVERED, Verdict.PARTLY, Verdict.UNSURE
MISSED, CONTRADICTED = Verdict.MISSED, Verdict.CONTRADICTED


def points(*pairs: tuple[Verdict, Verdict]) -> list[LabelledVerdict]:
    return [LabelledVerdict(label, verdict, 0.5) for label, verdict in pairs]


TEN = points(
    (COVERED, COVERED),
    (COVERED, PARTLY),
    (PARTLY, COVERED),
    (PARTLY, UNSURE),
    (MISSED, MISSED),
    (MISSED, UNSURE),
    (MISSED, COVERED),
    (CONTRADICTED, CONTRADICTED),
    (CONTRADICTED, PARTLY),
    (CONTRADICTED, MISSED),
)
"""Covered: 4 true, 5 called, 3 hit. Missed: 3 true, 4 called, 2 hit. Contradicted: 3 true, 1 called, 1 hit."""


def test_covered_and_partly_are_one_outcome_and_unsure_and_missed_another() -> None:
    figures = measure_verdicts(TEN, [])
    assert figures.points == 10
    assert figures.covered_f1 == pytest.approx(6 / 9)
    assert figures.macro_f1 == pytest.approx((6 / 9 + 4 / 7 + 2 / 4) / 3)


def test_contradictions_have_precision_and_recall() -> None:
    figures = measure_verdicts([*TEN, *points((COVERED, CONTRADICTED))], [])
    assert figures.contradicted_precision == pytest.approx(1 / 2)
    assert figures.contradicted_recall == pytest.approx(1 / 3)


def test_what_is_wrongly_scored_covered_is_told_by_its_label() -> None:
    figures = measure_verdicts(TEN, [])
    assert figures.contradicted_as_covered == pytest.approx(1 / 3)
    assert figures.missed_as_covered == pytest.approx(1 / 3)


def test_of_the_unsure_points_those_that_are_missed_are_counted() -> None:
    figures = measure_verdicts([*TEN, *points((CONTRADICTED, UNSURE), (MISSED, UNSURE))], [])
    assert figures.unsure == 4
    assert figures.unsure_missed == pytest.approx(2 / 4)


def test_an_outcome_that_neither_occurs_nor_is_found_is_left_out_of_the_mean() -> None:
    figures = measure_verdicts(points((COVERED, COVERED), (MISSED, COVERED)), [])
    assert figures.macro_f1 == pytest.approx((2 / 3 + 0.0) / 2)
    assert figures.contradicted_precision is None
    assert figures.contradicted_recall is None
    assert figures.contradicted_as_covered is None


def test_an_outcome_that_is_found_but_never_occurs_counts_as_zero() -> None:
    figures = measure_verdicts(points((COVERED, COVERED), (COVERED, CONTRADICTED)), [])
    assert figures.macro_f1 == pytest.approx((2 / 3 + 0.0) / 2)
    assert figures.contradicted_precision == 0.0
    assert figures.contradicted_recall is None


def test_without_labels_there_is_nothing_but_the_time() -> None:
    figures = measure_verdicts([], [0.003, 0.001, 0.01])
    assert figures.cases == 3
    assert figures.milliseconds == pytest.approx(3.0)
    assert figures.macro_f1 is None
    assert figures.covered_f1 is None
    assert figures.calibration_error is None
    assert figures.unsure_missed is None
    assert measure_verdicts([], []).milliseconds is None


def test_the_calibration_error_weighs_each_tenth_by_its_points() -> None:
    rows = [
        LabelledVerdict(COVERED, COVERED, 0.91),
        LabelledVerdict(MISSED, COVERED, 0.97),  # this tenth: mean 0.94, half of them made: 0.44 off
        LabelledVerdict(PARTLY, UNSURE, 0.55),  # 0.45 off
        LabelledVerdict(CONTRADICTED, MISSED, 0.12),  # 0.12 off
    ]
    assert calibration_error(rows) == pytest.approx((2 * 0.44 + 0.45 + 0.12) / 4)


def test_certainty_belongs_to_the_last_tenth() -> None:
    rows = [LabelledVerdict(COVERED, COVERED, 1.0), LabelledVerdict(MISSED, MISSED, 0.0)]
    assert calibration_error(rows) == 0.0


def test_errors_of_two_tenths_do_not_cancel_out() -> None:
    rows = [LabelledVerdict(COVERED, COVERED, 0.3), LabelledVerdict(MISSED, MISSED, 0.7)]
    assert calibration_error(rows) == pytest.approx(0.7)
