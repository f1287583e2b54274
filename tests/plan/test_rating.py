import pytest

from coach.domain.coverage import Verdict
from coach.domain.schedule import Rating
from coach.plan.rating import propose_rating


@pytest.mark.parametrize(
    ("verdict", "alone", "hinted"),
    [
        (Verdict.CONTRADICTED, Rating.AGAIN, Rating.AGAIN),
        (Verdict.MISSED, Rating.AGAIN, Rating.AGAIN),
        (Verdict.PARTLY, Rating.HARD, Rating.HARD),
        (Verdict.COVERED, Rating.GOOD, Rating.HARD),
        (Verdict.UNSURE, None, None),
    ],
)
def test_a_verdict_proposes_a_rating_and_a_hint_takes_one_off_a_covered_point(
    verdict: Verdict, alone: Rating | None, hinted: Rating | None
) -> None:
    assert propose_rating(verdict) is alone
    assert propose_rating(verdict, hinted=True) is hinted
