"""Which questions have key points that are due, the most urgent first."""

from collections.abc import Iterable
from datetime import date

from coach.domain.coverage import Verdict
from coach.domain.schedule import DueQuestion, PointMemory, Rating
from coach.plan.explain import name_day

PATIENCE_DAYS = 4
"""Days that a point may be overdue before its question goes ahead of all others; so none waits for ever."""


def due_questions(memories: Iterable[PointMemory], today: date) -> tuple[DueQuestion, ...]:
    """Gather what is due by question.

    Questions come by how much of them is likely to be forgotten: each due point counts by how long it is overdue for
    how well it was known, and one that was missed the last time counts double. A question that has waited for some
    days goes first.

    Args:
        memories: Of all key points.
        today: The day it is.
    """
    by_question: dict[str, list[PointMemory]] = {}
    for memory in memories:
        if memory.due <= today:
            by_question.setdefault(memory.last.question_id, []).append(memory)
    found = []
    for question_id, points in by_question.items():
        points.sort(key=lambda point: -_urgency(point, today))
        waited = max((today - point.due).days for point in points)
        urgency = sum(_urgency(point, today) for point in points)
        late = waited if waited > PATIENCE_DAYS else 0
        found.append((late, urgency, question_id, tuple(points)))
    found.sort(key=lambda each: (-each[0], -each[1], each[2]))
    return tuple(DueQuestion(question_id, points, _reason(points, today)) for _, _, question_id, points in found)


def _urgency(memory: PointMemory, today: date) -> float:
    overdue = (today - memory.last.day).days / max(1, memory.days)
    return overdue * (2.0 if memory.last.rating is Rating.AGAIN else 1.0)


def _reason(points: tuple[PointMemory, ...], today: date) -> str:
    worst = points[0].last
    number = "1 point is due" if len(points) == 1 else f"{len(points)} points are due"
    when = name_day(worst.day, today)
    which = "it" if len(points) == 1 else "one"
    if worst.verdict is Verdict.CONTRADICTED and not worst.chosen:
        return f"{number}: you said the opposite of {which} {when}."
    if worst.rating is Rating.AGAIN:
        return f"{number}: you missed {which} {when}."
    if worst.verdict is Verdict.PARTLY and not worst.chosen:
        return f"{number}: you made {which} only in part {when}."
    return f"{number}: last made {when}."
