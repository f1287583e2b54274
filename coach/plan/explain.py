"""Why a key point comes back on its day, in one sentence."""

from datetime import date

from coach.domain.coverage import Verdict
from coach.domain.schedule import PointMemory, Rating, Return
from coach.plan.basis import FEWEST_DAYS, MOST_DAYS

_RATED = {Rating.AGAIN: "not known", Rating.HARD: "hardly known", Rating.GOOD: "known", Rating.EASY: "easy"}
_DID = {
    Verdict.MISSED: "you missed it",
    Verdict.CONTRADICTED: "you said the opposite",
    Verdict.PARTLY: "you made it only in part",
    Verdict.COVERED: "you made it",
    Verdict.UNSURE: "it was not clear whether you made it",
}


WHAT_HELPS = "Read up on it, split it in two, or edit the rubric; once made in full, it comes back."
"""What to do about a point that was missed so often that it is set aside."""


def explain_due(memory: PointMemory, today: date) -> str:
    """Return when a key point comes back, and why then, in one sentence.

    Args:
        memory: What is known about it.
        today: The day it is.
    """
    return str(explain_return(memory, today))


def explain_return(memory: PointMemory, today: date) -> Return:
    """Return when a key point comes back, and why then, one beside the other.

    Args:
        memory: What is known about it.
        today: The day it is.
    """
    if memory.set_aside:
        again = memory.last.rating is Rating.AGAIN
        before = f", and on {memory.missed - 1} other days" if again else f"; missed on {memory.missed} days before"
        return Return("Set aside", f"{_why(memory, today)}{before}. {WHAT_HELPS}", "set aside")
    why = f"{_why(memory, today)}, so it comes back {_after(memory)}."
    return Return(_when(memory.due, today), why, _briefly(memory.due, today))


def name_day(day: date, today: date) -> str:
    """Name a day: `today`, `yesterday`, `on Tuesday`, `on 3 Dec`."""
    days = (today - day).days
    if days in {0, 1, -1}:
        return {0: "today", 1: "yesterday", -1: "tomorrow"}[days]
    near = 2 <= days <= 6  # noqa: PLR2004 - a weekday's name is plain within a week
    return f"on {day:%A}" if near else f"on {day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


def _when(due: date, today: date) -> str:
    if due < today:
        return f"Due since {name_day(due, today).removeprefix('on ')}"
    return f"Due {name_day(due, today)}"


def _briefly(due: date, today: date) -> str:
    days = (due - today).days
    if days <= 1:
        return "tomorrow" if days == 1 else "now"
    return f"{due.day} {due:%b}" if due.year == today.year else f"{due:%b %Y}"


def _why(memory: PointMemory, today: date) -> str:
    last = memory.last
    when = name_day(last.day, today)
    if last.chosen:
        return f"you rated it {int(last.rating)}, {_RATED[last.rating]}, {when}"
    if last.hinted and last.rating is Rating.HARD and last.verdict is Verdict.COVERED:
        return f"you made it {when} after a hint"
    if last.rating is Rating.GOOD and memory.in_a_row > 1:
        return f"you made it {memory.in_a_row} times in a row, last {when}"
    return f"{_DID[last.verdict]} {when}"


def _after(memory: PointMemory) -> str:
    if memory.days == FEWEST_DAYS:
        return f"after {FEWEST_DAYS} days, the shortest wait there is"
    if memory.last.rating is Rating.AGAIN:
        return f"after only {memory.days} days"
    if memory.days == MOST_DAYS:
        return f"after {MOST_DAYS} days, the longest wait there is"
    return f"after {memory.days} days, while you should still know it with a chance of about 90 %"
