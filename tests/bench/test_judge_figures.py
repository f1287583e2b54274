from dataclasses import asdict

import pytest

from coach.bench.judge_figures import LabelledVerdict, calibration_error, confusion, measure_verdicts
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
    figures = measure_verdicts(TEN)
    assert figures.covered_f1 == pytest.approx(6 / 9)
    assert figures.macro_f1 == pytest.approx((6 / 9 + 4 / 7 + 2 / 4) / 3)


def test_contradictions_have_precision_and_recall() -> None:
    figures = measure_verdicts([*TEN, *points((COVERED, CONTRADICTED))])
    assert figures.contradicted_precision == pytest.approx(1 / 2)
    assert figures.contradicted_recall == pytest.approx(1 / 3)


def test_what_is_wrongly_scored_covered_is_told_by_its_label() -> None:
    figures = measure_verdicts(TEN)
    assert figures.contradicted_as_covered == pytest.approx(1 / 3)
    assert figures.missed_as_covered == pytest.approx(1 / 3)


def test_of_the_unsure_points_those_that_are_missed_are_counted() -> None:
    figures = measure_verdicts([*TEN, *points((CONTRADICTED, UNSURE), (MISSED, UNSURE))])
    assert figures.unsure == pytest.approx(4 / 12)
    assert figures.unsure_missed == pytest.approx(2 / 4)


def test_an_outcome_that_neither_occurs_nor_is_found_is_left_out_of_the_mean() -> None:
    figures = measure_verdicts(points((COVERED, COVERED), (MISSED, COVERED)))
    assert figures.macro_f1 == pytest.approx((2 / 3 + 0.0) / 2)
    assert figures.contradicted_precision is None
    assert figures.contradicted_recall is None
    assert figures.contradicted_as_covered is None


def test_an_outcome_that_is_found_but_never_occurs_counts_as_zero() -> None:
    figures = measure_verdicts(points((COVERED, COVERED), (COVERED, CONTRADICTED)))
    assert figures.macro_f1 == pytest.approx((2 / 3 + 0.0) / 2)
    assert figures.contradicted_precision == 0.0
    assert figures.contradicted_recall is None


def test_agreement_is_held_against_chance() -> None:
    # 6 of 10 agree. By chance 4 x 5 + 3 x 4 + 3 x 1 of 100 would: (0.60 - 0.35) / (1 - 0.35).
    figures = measure_verdicts(TEN)
    assert figures.accuracy == pytest.approx(6 / 10)
    assert figures.kappa == pytest.approx(0.25 / 0.65)


def test_where_there_is_but_one_outcome_there_is_no_kappa() -> None:
    figures = measure_verdicts(points((COVERED, PARTLY), (PARTLY, COVERED)))
    assert figures.accuracy == 1.0
    assert figures.kappa is None


def test_points_are_counted_by_label_and_verdict() -> None:
    assert confusion(TEN) == {
        "covered": {"covered": 3, "missed": 1, "contradicted": 0},
        "missed": {"covered": 1, "missed": 2, "contradicted": 0},
        "contradicted": {"covered": 1, "missed": 1, "contradicted": 1},
    }


def test_the_words_shown_are_held_against_those_labelled() -> None:
    def shown(label: Verdict, verdict: Verdict, span: range | None, evidence: range | None) -> LabelledVerdict:
        return LabelledVerdict(label, verdict, 0.5, span, evidence)

    figures = measure_verdicts(
        [
            shown(COVERED, PARTLY, range(2, 6), range(4, 10)),  # 2 words shared of 4 and 6: 4 / 10
            shown(PARTLY, COVERED, range(3), range(3)),  # 1
            shown(CONTRADICTED, CONTRADICTED, range(3), range(7, 9)),  # 0
            shown(COVERED, COVERED, range(3), None),  # 0
            shown(COVERED, COVERED, None, range(3)),  # nobody said where
            shown(COVERED, CONTRADICTED, range(3), range(3)),  # another outcome
            shown(MISSED, MISSED, range(3), range(3)),  # missed
            shown(COVERED, UNSURE, range(3), range(3)),  # not found
        ]
    )
    assert figures.spans == 4
    assert figures.span_f1 == pytest.approx((4 / 10 + 1) / 4)


def test_without_labels_there_is_nothing() -> None:
    figures = asdict(measure_verdicts([]))
    assert figures.pop("spans") == 0
    assert set(figures.values()) == {None}


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
