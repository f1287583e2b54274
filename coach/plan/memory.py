"""How well a key point was known, and when it comes back by FSRS; the only module that imports it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from coach.domain.coverage import Verdict
from coach.domain.schedule import PointMemory, Rating, Review, Strength
from coach.plan.basis import FEWEST_DAYS, MOST_DAYS, RETENTION

if TYPE_CHECKING:
    import fsrs

_KEPT_STEPS = 1 << 16
"""Steps of memory that are kept worked out, some 18 MB when full; 50,000 random reviews take 40,000."""

_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)
"""Any day: FSRS asks only how many days lie between two reviews."""

_RATINGS = {
    Verdict.COVERED: Rating.GOOD,
    Verdict.PARTLY: Rating.HARD,
    Verdict.MISSED: Rating.AGAIN,
    Verdict.CONTRADICTED: Rating.AGAIN,
    Verdict.UNSURE: Rating.HARD,
}


@lru_cache(maxsize=1)
def _scheduler() -> "fsrs.Scheduler":
    """Make the scheduler: whole days only, and no chance, so that every date can be explained."""
    import fsrs  # noqa: PLC0415 - heavy

    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MOST_DAYS,
        enable_fuzzing=False,
    )


def remember(reviews: Iterable[Review], known: Iterable[PointMemory] = ()) -> tuple[PointMemory, ...]:
    """Work out when each key point comes back; the last review of a day counts for that day.

    Whole days of the calendar are counted: an evening and the next morning are one day apart. It makes no difference
    whether all reviews are given at once, or the later ones together with what is known after the earlier ones.

    Args:
        reviews: Of any points, oldest first.
        known: What the reviews before these have come to.

    Returns:
        One for each point, those that were known first, then in the order in which they were first asked for.
    """
    memories = {(each.last.question_id, each.last.point_id): each for each in known}
    for review in reviews:
        point = review.question_id, review.point_id
        memories[point] = _after(memories.get(point), review)
    return tuple(memories.values())


def was_due(memory: PointMemory, today: date) -> bool:
    """Whether a point that was asked for today had been due before that.

    Args:
        memory: What is known about it.
        today: The day it is.
    """
    before = memory.before
    if memory.last.day != today or before is None:
        return False
    days = round(before.stability)  # of a probability of 90 %, which is also what FSRS waits for: see `RETENTION`
    return before.day + timedelta(days=min(MOST_DAYS, max(days, FEWEST_DAYS))) <= today


def propose_rating(verdict: Verdict, *, hinted: bool = False) -> Rating:
    """Propose a rating; that something was easy only the user can say.

    Args:
        verdict: What the answer did with the point. Where the judge is unsure and the user does not say, it counts as
            hardly known: every answer moves its points, or else they would be due for ever.
        hinted: Whether a hint of it was shown; what needed one was hardly known.
    """
    rating = _RATINGS[verdict]
    return Rating.HARD if hinted and rating is Rating.GOOD else rating


def _after(memory: PointMemory | None, review: Review) -> PointMemory:
    """Let one review follow what is known of its point, if anything."""
    before, reviews = None, 1
    if memory is not None and review.day > memory.last.day:
        before = Strength(memory.last.day, memory.stability, memory.difficulty, memory.in_a_row, memory.missed)
        reviews = memory.reviews + 1
    elif memory is not None:  # in the place of the last one; earlier than that is a clock set back over midnight
        before, reviews = memory.before, memory.reviews
        review = replace(review, day=memory.last.day)
    if before is None:
        stability, difficulty, days = _step(0.0, 0.0, 0, review.rating)
    else:
        gap = (review.day - before.day).days
        stability, difficulty, days = _step(before.stability, before.difficulty, gap, review.rating)
    in_a_row = 1 + (before.in_a_row if before else 0) if _known_in_full(review) else 0
    missed = (before.missed if before else 0) + (review.rating is Rating.AGAIN)
    due = review.day + timedelta(days=max(days, FEWEST_DAYS))
    return PointMemory(review, due, stability, reviews, in_a_row, difficulty, before, missed)


def _known_in_full(review: Review) -> bool:
    return review.rating >= Rating.GOOD and (review.chosen or review.verdict is Verdict.COVERED)


@lru_cache(maxsize=_KEPT_STEPS)
def _step(stability: float, difficulty: float, gap: int, rating: Rating) -> tuple[float, float, int]:
    """Let FSRS take one review: stability and difficulty after it, and the days until the next.

    Args:
        stability: Before; 0.0 for a point that was never asked for.
        difficulty: Before.
        gap: Whole days since the last review.
        rating: Of this review.
    """
    import fsrs  # noqa: PLC0415 - heavy

    if stability:
        card = fsrs.Card(1, fsrs.State.Review, None, stability, difficulty, _ORIGIN, _ORIGIN)
    else:
        card = fsrs.Card(card_id=1, due=_ORIGIN)
    day = _ORIGIN + timedelta(days=gap)
    after, _ = _scheduler().review_card(card, fsrs.Rating(int(rating)), day)
    return after.stability or 0.0, after.difficulty or 0.0, (after.due - day).days
