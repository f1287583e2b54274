"""The key points that are missed again and again, as the bank has them today: what to reread first."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.bank.bank import Bank
from coach.domain.coverage import Verdict
from coach.domain.progress import Missed


@dataclass(frozen=True, slots=True)
class MissedPoint:
    """A missed key point, as the bank has it today."""

    question_id: str
    """The question."""
    question: str
    """As shown."""
    point: str
    """The key point's claim."""
    chapter: str
    """What to reread; empty where the question names nothing."""
    verdict: Verdict
    """In the last attempt."""
    times: int
    """Attempts that missed or contradicted it."""
    attempts: int
    """Attempts judged on it."""
    importance: float
    """How much it counts, relative to the other points of its question."""


def join_with_bank(missed: Sequence[Missed], bank: Bank) -> tuple[MissedPoint, ...]:
    """Look the points up; those that have left the bank are left out. What weighs most and is missed most comes first.

    Args:
        missed: From the history.
        bank: The questions of today.
    """
    points = {(rubric.id, point.id): (rubric, point) for rubric in bank.rubrics for point in rubric.key_points}
    found = []
    for each in missed:
        if (each.question_id, each.point_id) in points:
            rubric, point = points[each.question_id, each.point_id]
            found.append(
                MissedPoint(
                    rubric.id,
                    rubric.question,
                    point.point,
                    rubric.chapter,
                    each.verdict,
                    each.times,
                    each.attempts,
                    point.importance,
                )
            )
    return tuple(sorted(found, key=lambda point: (-point.importance * point.times, point.question, point.point)))
