"""When key points come back, by FSRS; the only module that imports it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache

import fsrs

from coach.domain.schedule import PointMemory, Rating, Review

RETENTION = 0.9
"""Probability with which a point should still be known when it comes back; what FSRS takes where nothing is said."""
MOST_DAYS = 180
"""Nobody prepares for longer; a point comes back at least twice a year."""


@lru_cache(maxsize=1)
def _scheduler() -> fsrs.Scheduler:
    """Make the scheduler: whole days only, and no chance, so that every date can be explained."""
    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MOST_DAYS,
        enable_fuzzing=False,
    )


def remember(reviews: Iterable[Review]) -> tuple[PointMemory, ...]:
    """Work out when each key point comes back; the last review of a day counts for that day.

    Args:
        reviews: Of any points, oldest first.

    Returns:
        One for each point, in the order in which they were first asked for.
    """
    histories: dict[tuple[str, str], dict[date, Review]] = {}
    for review in reviews:
        histories.setdefault((review.question_id, review.point_id), {})[review.day] = review
    return tuple(_replay(tuple(days.values())) for days in histories.values())


def _replay(reviews: tuple[Review, ...]) -> PointMemory:
    scheduler, card = _scheduler(), fsrs.Card(card_id=1)
    in_a_row = 0
    for review in reviews:
        card, _ = scheduler.review_card(card, fsrs.Rating(int(review.rating)), _noon(review.day))
        in_a_row = 0 if review.rating is Rating.AGAIN else in_a_row + 1
    return PointMemory(reviews[-1], card.due.date(), card.stability or 0.0, len(reviews), in_a_row)


def _noon(day: date) -> datetime:
    """Give a moment for a day; FSRS counts days of 24 hours, and an evening must not fall short of the next morning."""
    return datetime.combine(day, time(12), UTC)
