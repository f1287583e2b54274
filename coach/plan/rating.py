"""How well a key point was known, as far as the verdict tells."""

from coach.domain.coverage import Verdict
from coach.domain.schedule import Rating

_RATINGS = {
    Verdict.COVERED: Rating.GOOD,
    Verdict.PARTLY: Rating.HARD,
    Verdict.MISSED: Rating.AGAIN,
    Verdict.CONTRADICTED: Rating.AGAIN,
}


def propose_rating(verdict: Verdict, *, hinted: bool = False) -> Rating | None:
    """Propose a rating; that something was easy only the user can say.

    Args:
        verdict: What the answer did with the point.
        hinted: Whether a hint of it was shown; what needed one was hardly known.

    Returns:
        None where the judge is unsure: then nothing is known, and the point stays where it was.
    """
    rating = _RATINGS.get(verdict)
    return Rating.HARD if hinted and rating is Rating.GOOD else rating
