"""Which lines the charts of progress show."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from statistics import fmean

from coach.domain.progress import Progress, WeekOfSpeech
from coach.scoring.bands import HARMLESS_FILLERS, QUIET_PACE
from coach.ui.widgets.chart import Line, Picture

MOST_TICKS = 5
"""Dates on an axis."""

TICK_DAYS = (1, 2, 7, 14, 28)
"""Days from one date on an axis to the next; a longer axis has beginnings of months."""

TICK_MONTHS = (1, 2, 3, 6)
"""Months from one to the next; a longer axis has beginnings of years."""

MONTHS = 12
"""Months of a year."""

DAYS_OF_YEAR = 365
"""Days from which dates are written with their year: the same day could come twice."""

MOST_POINTS = 100
"""Points of a line; a chart has about as many cells."""


def picture_scores(progress: Progress) -> Picture | None:
    """Draw score and coverage, both 0 to 100, day by day; None where nothing was judged.

    More days than a chart has cells are averaged, the same number for each point.
    """
    judged = [day for day in progress.days if day.score is not None and day.coverage is not None]
    if not judged:
        return None
    together = ceil(len(judged) / MOST_POINTS)
    groups = [judged[at : at + together] for at in range(0, len(judged), together)]
    xs = [fmean(day.day.toordinal() for day in group) for group in groups]
    return Picture(
        lines=(
            Line(xs, [100.0 * fmean(day.coverage or 0.0 for day in group) for group in groups], "success", dotted=True),
            Line(xs, [fmean(day.score or 0.0 for day in group) for group in groups]),
        ),
        y_range=(0.0, 100.0),
        x_ticks=date_ticks([day.day for day in judged]),
    )


def picture_pace(progress: Progress) -> Picture | None:
    """Draw the pace week by week with its quiet zone; None where nothing was spoken."""
    weeks = progress.weeks
    if not weeks:
        return None
    return Picture(
        lines=(Line(_mondays(weeks), [week.words_per_minute for week in weeks]),),
        y_range=QUIET_PACE,
        x_ticks=date_ticks([week.monday for week in weeks]),
        levels=QUIET_PACE,
    )


def picture_fillers(progress: Progress) -> Picture | None:
    """Draw fillers a minute week by week with the level up to which they do no harm; None where none were counted."""
    weeks = [week for week in progress.weeks if week.fillers_per_minute is not None]
    if not weeks:
        return None
    return Picture(
        lines=(Line(_mondays(weeks), [week.fillers_per_minute or 0.0 for week in weeks], "warning"),),
        y_range=(0.0, HARMLESS_FILLERS + 1.0),
        x_ticks=date_ticks([week.monday for week in weeks]),
        levels=(HARMLESS_FILLERS,),
    )


def date_ticks(days: Sequence[date]) -> tuple[tuple[float, str], ...]:
    """Write dates on an axis: every day, second day, week ... from the first, or beginnings of months or of years.

    Args:
        days: In order; the axis goes from the first to the last.
    """
    first, last = days[0], days[-1]
    length = (last - first).days
    step = next((each for each in TICK_DAYS if length < each * MOST_TICKS), None)
    if step is not None:
        ticks = [first + timedelta(days=at) for at in range(0, length + 1, step)]
    else:
        ticks = [month for month in _beginnings_of_months(first, last) if month >= first]
    years = length >= DAYS_OF_YEAR
    return tuple((float(tick.toordinal()), f"{tick:%b %Y}" if years else f"{tick.day} {tick:%b}") for tick in ticks)


def _beginnings_of_months(first: date, last: date) -> list[date]:
    start, end = (day.year * MONTHS + day.month - 1 for day in (first, last))
    step = next((each for each in TICK_MONTHS if end - start < each * MOST_TICKS), None)
    if step is None:
        step = MONTHS * ceil((end - start) / MONTHS / MOST_TICKS)
    return [date(month // MONTHS, month % MONTHS + 1, 1) for month in range(start, end + 1) if not month % step]


def _mondays(weeks: Sequence[WeekOfSpeech]) -> list[float]:
    return [float(week.monday.toordinal()) for week in weeks]
