from hypothesis import given
from hypothesis import strategies as st

from coach.domain.attempt import RecentSpeech
from coach.domain.coverage import Coverage, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.scoring.grade import best_score, grade, score_coverage
from coach.scoring.trust import Trust

RUBRIC = Rubric("l1", "What is L1?", (KeyPoint("a", "A"),))
COVERED = Coverage((PointCoverage("a", "A", 1.0, Verdict.COVERED, 0.9, 0.9, None, None, "A"),))
NONE_BEFORE = RecentSpeech(0.0, 0.0, 0, 0)


def test_an_answer_that_cannot_be_judged_has_no_score() -> None:
    said = typed_transcript("it is sparse")
    assert grade(RUBRIC, said, COVERED, None, NONE_BEFORE).score == 100
    withheld = grade(
        RUBRIC, said, COVERED, None, NONE_BEFORE, trust=Trust(points=False, fillers=False, reasons=("Noise.",))
    )
    assert (withheld.score, withheld.advice) == (None, ("Noise.",))


def test_an_answer_without_a_word_has_no_score() -> None:
    assert grade(RUBRIC, typed_transcript(""), COVERED, None, NONE_BEFORE).score is None


def coverage(*points: tuple[Verdict, float]) -> Coverage:
    return Coverage(
        tuple(
            PointCoverage(str(number), "a claim", weight, verdict, 0.5, 0.5, None, None, "")
            for number, (verdict, weight) in enumerate(points)
        )
    )


def test_the_score_is_the_weighted_share_of_points_covered() -> None:
    assert score_coverage(coverage((Verdict.COVERED, 2.0), (Verdict.MISSED, 1.0), (Verdict.COVERED, 1.0))) == 75


def test_an_unsure_point_counts_as_not_covered() -> None:
    assert score_coverage(coverage((Verdict.COVERED, 1.0), (Verdict.UNSURE, 1.0))) == 50


def test_at_best_every_unsure_point_counts_in_full() -> None:
    points = coverage((Verdict.COVERED, 1.0), (Verdict.UNSURE, 2.0), (Verdict.PARTLY, 1.0), (Verdict.MISSED, 1.0))
    assert (score_coverage(points), best_score(points)) == (30, 70)  # (1 + 0.5) / 5, and 2 / 5 more


def test_half_a_point_is_worth_half_its_importance() -> None:
    assert score_coverage(coverage((Verdict.COVERED, 1.0), (Verdict.PARTLY, 2.0), (Verdict.MISSED, 1.0))) == 50


def test_a_contradiction_costs_more_than_a_miss() -> None:
    missed = score_coverage(coverage((Verdict.COVERED, 1.0), (Verdict.MISSED, 1.0)))
    contradicted = score_coverage(coverage((Verdict.COVERED, 1.0), (Verdict.CONTRADICTED, 1.0)))
    assert (missed, contradicted) == (50, 25)


def test_a_contradiction_costs_half_its_importance() -> None:
    assert score_coverage(coverage((Verdict.COVERED, 3.0), (Verdict.CONTRADICTED, 1.0))) == 62  # (3 - 0.5) / 4


def test_the_score_is_never_below_zero() -> None:
    assert score_coverage(coverage((Verdict.CONTRADICTED, 1.0))) == 0


@given(st.lists(st.tuples(st.sampled_from(Verdict), st.floats(0.1, 10)), min_size=1, max_size=40))
def test_the_score_stays_between_zero_and_one_hundred(points: list[tuple[Verdict, float]]) -> None:
    assert 0 <= score_coverage(coverage(*points)) <= best_score(coverage(*points)) <= 100


@given(st.lists(st.tuples(st.sampled_from([each for each in Verdict if each is not Verdict.UNSURE]), st.just(1.0))))
def test_where_everything_is_sure_the_best_score_is_the_score(points: list[tuple[Verdict, float]]) -> None:
    assert best_score(coverage(*points)) == score_coverage(coverage(*points))
