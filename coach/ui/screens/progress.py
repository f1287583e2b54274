"""How scores, pace and fillers have changed, and how much was practised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from math import ceil
from statistics import fmean
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.bank.bank import Bank
from coach.domain.progress import DayOfPractice, FillerTrend, Progress, WeekOfSpeech, filler_trends, streaks
from coach.practice.engines import Engines
from coach.scoring.bands import HARMLESS_FILLERS, QUIET_PACE
from coach.scoring.trust import counts_fillers
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.widgets.chart import Chart, Line, Picture
from coach.ui.widgets.notice import Notice, Severity
from coach.wording import count, plural

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_SIGNS = ((5, "█"), (3, "▓"), (1, "▒"), (0, "·"))
"""From how many answers a day gets which sign, so that it can be read without colour."""

_HOUR, _MINUTE = 3600, 60

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

WHOLE_FROM = 10.0
"""A minute, from which decimals say nothing."""

_BARS = "·▁▂▃▄▅▆▇█"
"""From nothing to the most."""

_FILLER_WIDTH, _RATE_WIDTH, _CHANGE_WIDTH = 16, 11, 10

MOST_POINTS = 100
"""Points of a line; a chart has about as many cells."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which attempts are added up."""

    name: str
    """What it is called."""
    questions: tuple[str, ...] | None
    """Ids of its questions; None for everything."""


class ProgressScreen(Page[None]):
    """Charts for everything, a topic, or one question."""

    DEFAULT_CSS = """
    ProgressScreen {
        #progress { height: 1fr; padding: 0 1 0 2; scrollbar-size-vertical: 1; }
        #scope { height: auto; margin-bottom: 1; }
        .caption { color: $quiet; height: auto; }
        .chart { height: auto; margin-bottom: 1; width: 1fr; }
        .charts { height: auto; }
        #days { height: auto; }
        #filler-words { height: auto; margin-bottom: 1; display: none; }
        #filler-words.-said { display: block; }
        Notice { padding: 0; margin-bottom: 1; }
    }
    ProgressScreen.-wide .charts { layout: horizontal; }
    ProgressScreen.-wide .charts > .chart { margin-right: 3; }
    """

    FAILURES_IN_PLACE = Severity.ERROR

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "scope(-1)", "Previous", key_display="←", priority=True, id="progress.previous"),
        Binding("right", "scope(1)", "Next topic or question", key_display="→", priority=True, id="progress.next"),
        *common_keys("progress"),
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the progress.

        Args:
            engines: What to work with.
        """
        super().__init__(engines)
        self._scopes = scopes(engines.bank)
        self._at = 0

    def body(self) -> ComposeResult:
        """Days first, then the charts."""
        yield TopLine("Progress")
        with VerticalScroll(id="progress"):
            yield Static("", id="scope", markup=False)
            yield Notice()
            with Vertical(classes="charts"):
                yield from _chart("scores", "Score, day by day")
                yield from _chart("coverage", "Key points covered, day by day, % of their weight")
            with Vertical(classes="charts"):
                zone = f"{QUIET_PACE[0]:.0f} to {QUIET_PACE[1]:.0f} needs no remark"
                yield from _chart("pace", f"Words a minute, week by week; {zone}")
                yield from _chart("fillers", f"Fillers a minute, the same weeks; up to {HARMLESS_FILLERS:g} do no harm")
            yield Static("", id="filler-words", markup=False)
            yield Static("", id="practice", classes="caption", markup=False)
            yield Static("", id="days", markup=False)

    def on_mount(self) -> None:
        """Add everything up."""
        self._load()

    def _load(self) -> None:
        scope = self._scopes[self._at]
        self.query_one("#scope", Static).update(
            Content.assemble(("‹ ", "$primary"), plain(scope.name, "bold"), (" ›", "$primary"))
        )
        self.errand("progress", partial(self._read, self._at, scope.questions))

    def _read(self, scope: int, questions: Sequence[str] | None) -> None:
        progress = self._engines.history.progress(questions, counted=counts_fillers)
        self.post_message(messages.ProgressLoaded(scope, progress))

    def on_progress_loaded(self, message: messages.ProgressLoaded) -> None:
        """Draw it, unless something else is looked at by now."""
        if message.scope != self._at:
            return
        progress = message.progress
        for name, picture in (
            ("scores", picture_scores(progress)),
            ("coverage", picture_coverage(progress)),
            ("pace", picture_pace(progress)),
            ("fillers", picture_fillers(progress)),
        ):
            self._show_chart(name, picture)
        self._show_filler_words(progress)
        self._show_days(progress)
        nothing = "No answers yet." if not progress.days else ""
        self.query_one(Notice).say(nothing, "Charts begin with the first answer." if nothing else "")

    def _show_chart(self, name: str, picture: Picture | None) -> None:
        self.query_one(f"#{name}-box").display = picture is not None
        if picture is not None:
            self.query_one(f"#{name}", Chart).show(picture)

    def _show_filler_words(self, progress: Progress) -> None:
        trends = filler_trends(progress.weeks)
        said = self.query_one("#filler-words", Static)
        said.set_class(bool(trends), "-said")
        if trends:
            newest = next(week.monday for week in reversed(progress.weeks) if week.counted_minutes > 0)
            today = self._engines.now().astimezone().date()
            said.update(Fitted(lambda width: describe_fillers(trends, name_week(newest, today), width)))

    def _show_days(self, progress: Progress) -> None:
        today = self._engines.now().astimezone().date()
        self.query_one("#practice", Static).update(describe_practice(progress, today))
        days = self.query_one("#days", Static)
        days.update(Fitted(lambda width: draw_days(progress.days, today, max(1, min(53, (width - 4) // 2)))))

    def action_scope(self, step: int) -> None:
        """Look at the next or the previous topic or question."""
        self._at = (self._at + step) % len(self._scopes)
        self._load()


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
    """Return how much was practised, and for how many days in a row; nothing where nothing was."""
    if not progress.days:
        return ""
    current, longest = streaks({day.day for day in progress.days}, today)
    days = count(len(progress.days), "day")
    spent = f"{count(progress.answers, 'answer')} on {days}, {time_spent(progress.seconds)} spoken"
    streak = f"current streak {count(current, 'day')}" if current else "no current streak"
    return f"{spent}; {streak}, longest {count(longest, 'day')}"


def time_spent(seconds: float) -> str:
    """Write a long time: `2 h 05 min`, `12 min`, `40 s`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(int(seconds // _MINUTE), 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def picture_scores(progress: Progress) -> Picture | None:
    """Draw the score, 0 to 100, day by day; None where nothing was judged."""
    return _picture_days([(day.day, day.score) for day in progress.days if day.score is not None], "primary")


def picture_coverage(progress: Progress) -> Picture | None:
    """Draw the share of the key points covered, in percent, day by day; None where nothing was judged."""
    covered = [(day.day, 100.0 * day.coverage) for day in progress.days if day.coverage is not None]
    return _picture_days(covered, "success")


def _picture_days(values: Sequence[tuple[date, float]], colour: str) -> Picture | None:
    """Draw values from 0 to 100; more than a chart has cells are averaged, the same number for each point."""
    if not values:
        return None
    together = ceil(len(values) / MOST_POINTS)
    groups = [values[at : at + together] for at in range(0, len(values), together)]
    xs = [fmean(day.toordinal() for day, _ in group) for group in groups]
    return Picture(
        lines=(Line(xs, [fmean(value for _, value in group) for group in groups], colour),),
        y_range=(0.0, 100.0),
        x_ticks=date_ticks([day for day, _ in values]),
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


def name_week(monday: date, today: date) -> str:
    """Return what a week is called: `this week`, `last week`, or the day it began on."""
    ago = (today - monday).days // 7
    return {0: "this week", 1: "last week"}.get(ago, f"from {monday.day} {monday:%b}")


def describe_fillers(trends: Sequence[FillerTrend], newest: str, width: int) -> Content:
    """Set the fillers into columns: how many a minute in the newest week, and before, and what that means.

    Args:
        trends: At least one.
        newest: What the newest week is called.
        width: Cells of a line.
    """
    before = len(trends[0].weeks) - 1
    against = f", against the {plural(before, 'week', f'{before} weeks')} before" if before else ""
    heads = ("", newest, "before" if before else "", "", "week by week" if before else "")
    lines = [Content.styled(f"Which fillers, how many a minute{against}", "$quiet")]
    lines.append(_fillers_row(width, [Content.styled(head, "$quiet") for head in heads]))
    for each in trends:
        earlier = "" if each.before is None else rate(each.before)
        cells = (
            plain(each.text, "bold"),
            Content(rate(each.lately)),
            Content.styled(earlier, "$quiet"),
            _change(each),
            Content.styled(spark(each.weeks), "$primary"),
        )
        lines.append(_fillers_row(width, cells))
    return Content("\n").join(lines)


def _fillers_row(width: int, cells: Sequence[Content]) -> Content:
    widths = (_FILLER_WIDTH, _RATE_WIDTH, _RATE_WIDTH, _CHANGE_WIDTH, None)
    right = (False, True, True, False, False)
    return row(width, [Column(*each) for each in zip(cells, widths, right, strict=True)])


def rate(a_minute: float) -> str:
    """Write how many a minute: `0`, `0.4`, `12`."""
    return f"{a_minute:.0f}" if a_minute >= WHOLE_FROM or not a_minute else f"{a_minute:.1f}"


def spark(values: Sequence[float]) -> str:
    """Draw values as bars of one row, the largest as the highest; nothing where there is one value alone."""
    top = max(values)
    if len(values) == 1 or not top:
        return ""
    return "".join(_BARS[ceil(value / top * (len(_BARS) - 1))] for value in values)


def _change(trend: FillerTrend) -> Content:
    """Say whether a filler has become rarer, by the numbers as they are written."""
    if trend.before is None:
        return Content("")
    lately, before = (float(rate(each)) for each in (trend.lately, trend.before))
    if lately == before:
        return Content.styled("= the same", "$quiet")
    return Content.styled("▼ fewer", "$success") if lately < before else Content.styled("▲ more", "$warning")


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


def scopes(bank: Bank) -> tuple[Scope, ...]:
    """List everything that can be looked at: all, each topic with its questions behind it."""
    found = [Scope("everything", None)]
    for group in bank.by_topic():
        found.append(Scope(group.topic, tuple(rubric.id for rubric in group.rubrics)))
        found += [Scope(rubric.question, (rubric.id,)) for rubric in group.rubrics]
    return tuple(found)


def _chart(name: str, caption: str) -> ComposeResult:
    with Vertical(classes="chart", id=f"{name}-box"):
        yield Static(caption, classes="caption", markup=False)
        yield Chart(id=name)
