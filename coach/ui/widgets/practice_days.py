"""The days of practice of the last weeks, a calendar on its side: a column a week, a line a weekday."""

from collections.abc import Sequence
from datetime import date, timedelta

from textual.content import Content

from coach.domain.progress import DayOfPractice, Progress, streaks
from coach.ui.phrases import count

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_SIGNS = ((5, "█"), (3, "▓"), (1, "▒"), (0, "·"))
"""From how many answers a day gets which sign, so that it can be read without colour."""

_HOUR, _MINUTE = 3600, 60


def draw_days(days: Sequence[DayOfPractice], today: date, weeks: int) -> Content:
    """Draw the last weeks, this one at the right.

    Args:
        days: Days with answers.
        today: The day it is.
        weeks: Columns.
    """
    answers = {day.day: day.answers for day in days}
    monday = today - timedelta(days=today.weekday())
    lines = []
    for weekday, name in enumerate(_WEEKDAYS):
        cells: list[tuple[str, str]] = [(f"{name if weekday % 2 == 0 else '':<4}", "$quiet")]
        for week in range(weeks - 1, -1, -1):
            day = monday - timedelta(weeks=week) + timedelta(days=weekday)
            number = answers.get(day, 0)
            sign = " " if day > today else next(sign for least, sign in _SIGNS if number >= least)
            cells.append((f"{sign} ", "$primary" if number else "$faint"))
        lines.append(Content.assemble(*cells))
    return Content("\n").join(lines)


def describe_practice(progress: Progress, today: date) -> str:
    """Say how much was practised, and for how many days in a row; nothing where nothing was."""
    if not progress.days:
        return ""
    current, longest = streaks({day.day for day in progress.days}, today)
    days = count(len(progress.days), "day")
    spent = f"{count(progress.answers, 'answer')} on {days}, {time_spent(progress.seconds)} spoken"
    return f"{spent}; in a row now {count(current, 'day')}, at most {count(longest, 'day')}"


def time_spent(seconds: float) -> str:
    """Write a long time: `2 h 05 min`, `12 min`, `40 s`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(int(seconds // _MINUTE), 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
