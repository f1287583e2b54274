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
            Line(
                "coverage",
                xs,
                [100.0 * fmean(day.coverage or 0.0 for day in group) for group in groups],
                "success",
                "dot",
            ),
            Line("score", xs, [fmean(day.score or 0.0 for day in group) for group in groups], "primary"),
        ),
        y_range=(0.0, 100.0),
        x_ticks=date_ticks([day.day for day in judged]),
    )


def picture_pace(progress: Progress) -> Picture | None:
    """Draw the pace week by week with its quiet zone; None where nothing was spoken."""
    weeks = progress.weeks
    if not weeks:
        return None
    paces = [week.words_per_minute for week in weeks]
    return Picture(
        lines=(Line("", _mondays(weeks), paces),),
        y_range=(max(0.0, min(*paces, QUIET_PACE[0]) - 20.0), max(*paces, QUIET_PACE[1]) + 20.0),
        x_ticks=date_ticks([week.monday for week in weeks]),
        levels=QUIET_PACE,
    )


def picture_fillers(progress: Progress) -> Picture | None:
    """Draw fillers a minute week by week with the level up to which they do no harm; None where none were counted."""
    weeks = [week for week in progress.weeks if week.fillers_per_minute is not None]
    if not weeks:
        return None
    rates = [week.fillers_per_minute or 0.0 for week in weeks]
    return Picture(
        lines=(Line("", _mondays(weeks), rates, "warning"),),
        y_range=(0.0, max(*rates, HARMLESS_FILLERS) + 1.0),
        x_ticks=date_ticks([week.monday for week in weeks]),
        levels=(HARMLESS_FILLERS,),
    )


def date_ticks(days: Sequence[date]) -> tuple[tuple[float, str], ...]:
    """Spread a few dates over an axis, the first and the last among them."""
    first, last = days[0], days[-1]
    number = min(MOST_TICKS, (last - first).days + 1)
    ticks = [first + timedelta(days=round((last - first).days * at / max(1, number - 1))) for at in range(number)]
    return tuple((float(tick.toordinal()), f"{tick.day} {tick:%b}") for tick in ticks)


def _mondays(weeks: Sequence[WeekOfSpeech]) -> list[float]:
    return [float(week.monday.toordinal()) for week in weeks]
