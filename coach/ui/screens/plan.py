"""The four weeks, today's session, the days to come, and what comes back when."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.rubric import ELSEWHERE
from coach.domain.schedule import Agenda, Outlook, PlanProgress, PointMemory, Session, WeekProgress
from coach.plan.explain import explain_due, name_day
from coach.plan.forecast import look_ahead
from coach.practice.engines import Engines
from coach.practice.schedule import find_agenda, local_day
from coach.report.bank_words import BankWords, bank_words
from coach.report.day_report import describe_today
from coach.report.plan_report import (
    AHEAD,
    NO_PLAN,
    POINT_CHARACTERS,
    coming_back,
    describe_assumption,
    describe_due_later,
    describe_end,
    describe_load,
    describe_overload,
    name_date,
    split_bar,
)
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.places import Place
from coach.ui.setting_words import day_from_text, from_text
from coach.ui.widgets.line_input import SettingInput
from coach.ui.widgets.notice import Notice, Severity
from coach.wording import count

BAR_CELLS = 14
"""Cells of a week's bar."""

POINTS_TOGETHER = 12
"""Points that come back which are drawn as one piece: about half a screen."""

NAME_WIDTH, DONE_WIDTH, WHEN_WIDTH, DATE_WIDTH = 6, 8, 12, 10

LOAD_CELLS = 28
"""Cells of the longest day's bar."""

START, MINUTES = "start", "minutes"


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is drawn as one: a page is long, and what is not in view need not be drawn."""

    build: Callable[[int], Content]
    """Makes it for a number of cells."""
    headed: bool
    """Whether a part of the page begins with it."""


class PlanView(Vertical):
    """The whole plan on one page."""

    DEFAULT_CSS = """
    PlanView {
        height: auto;
        & > Static { height: auto; }
        & > .-headed { margin-top: 1; }
        & > .-headed:first-of-type { margin-top: 0; }
    }
    """

    def show_agenda(self, agenda: Agenda, outlook: Outlook, words: BankWords) -> None:
        """Show another state of the plan.

        Args:
            agenda: Today, and the weeks around it.
            outlook: The days to come.
            words: What questions and points are called.
        """
        pieces = tuple(_pieces(agenda, outlook, words))
        there = tuple(self.query_children(Static))
        self.mount_all(Static(markup=False) for _ in pieces[len(there) :])
        for surplus in there[len(pieces) :]:
            surplus.remove()
        for shown, piece in zip(self.query_children(Static), pieces, strict=False):
            shown.update(Fitted(piece.build))
            shown.set_class(piece.headed, "-headed")


class PlanScreen(Page[None]):
    """One page to read; Enter begins today's session."""

    AUTO_FOCUS = ""  # the line to type in is not open yet
    DEFAULT_CSS = "PlanScreen VerticalScroll { padding: 0 2; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }"

    FAILURES_IN_PLACE = Severity.ERROR

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Start today's session", id="plan.go"),
        Binding("b", "ask('start')", "Start the plan", id="plan.start"),
        Binding("t", "ask('minutes')", "Minutes a day", id="plan.minutes"),
        Binding("up,k", "scroll(-3)", "Up", show=False, id="plan.up"),
        Binding("down,j", "scroll(3)", "Down", show=False, id="plan.down"),
        Binding("pagedown", "scroll(20)", "Page down", show=False, id="plan.page_down"),
        Binding("pageup", "scroll(-20)", "Page up", show=False, id="plan.page_up"),
        *common_keys("plan"),
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the plan.

        Args:
            engines: What to work with.
        """
        super().__init__(engines)
        self._agenda: Agenda | None = None

    def body(self) -> ComposeResult:
        """The page, the line to type in."""
        yield TopLine("Plan")
        with VerticalScroll(can_focus=False):
            yield PlanView()
        yield SettingInput()
        yield Notice()

    def on_screen_resume(self) -> None:
        """Work it out, at first and when something may have been done elsewhere."""
        self.errand("agenda", self._find)

    def _find(self) -> None:
        agenda = find_agenda(self._engines)
        self.post_message(messages.PlanFound(agenda, look_ahead(agenda.circumstances, agenda.session)))

    def on_plan_found(self, message: messages.PlanFound) -> None:
        """Show it."""
        self._agenda = message.agenda
        words = bank_words(self._engines.bank.rubrics)
        self.query_one(PlanView).show_agenda(message.agenda, message.outlook, words)
        self.query_one(TopLine).fact = f"{self._engines.settings.plan.minutes:g} minutes a day"
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer the session only where something is left to do."""
        return action != "go" or bool(self._agenda and self._agenda.session.first) or None

    def why_not(self, binding: Binding) -> str:
        """Say why there is no session to begin."""
        if binding.action != "go":
            return ""
        return "Nothing is left to do today." if self._agenda else "Today's session is not known yet."

    def action_go(self) -> None:
        """Begin with the first thing of today's session."""
        first = self._agenda.session.first if self._agenda else None
        if first is not None and first.question_id:
            self.post_message(messages.QuestionChosen(first.question_id, today=True))
        elif first is not None:
            self.post_message(messages.PlaceChosen(Place.MOCK))

    def action_ask(self, what: str) -> None:
        """Type the day to begin with, or the minutes of a day."""
        plan = self._engines.settings.plan
        if what == START:
            text = plan.start or local_day(self._engines.now()).isoformat()
            self.query_one(Notice).say("The day to start:", "such as 2026-03-02; leave it empty to drop the plan.")
        else:
            text = f"{plan.minutes:g}"
            self.query_one(Notice).say("Minutes for a day's session:", "5 to 240")
        self.query_one(SettingInput).open(what, text)

    def on_setting_input_typed(self, message: SettingInput.Typed) -> None:
        """Take what was typed."""
        text, minutes = message.text.strip(), self._engines.settings.plan.minutes
        try:
            value = from_text(text, minutes) if message.name == MINUTES else day_from_text(text)
        except ValueError:
            wanted = "a number of minutes" if message.name == MINUTES else "a day such as 2026-03-02"
            self.query_one(Notice).say(f"“{text}” is not {wanted}.", "", Severity.WARNING)
            return
        self.query_one(SettingInput).close()
        self.query_one(Notice).say("")
        self.change_setting("plan", message.name, value)

    def on_line_input_left(self) -> None:
        """Everything stays as it is."""
        self.query_one(Notice).say("")

    def work_with(self, engines: Engines, changed: str) -> None:
        """Show the plan by changed settings."""
        super().work_with(engines, changed)
        self.errand("agenda", self._find)

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _pieces(agenda: Agenda, outlook: Outlook, words: BankWords) -> Iterator[_Piece]:
    """Describe everything about today and the weeks around it, piece by piece."""
    progress, session, today = agenda.plan, agenda.session, agenda.today
    yield _Piece(lambda width: _headed("The four weeks", _weeks(progress, today, width)), True)
    yield _Piece(lambda width: _headed("Today", _session(session, words, width)), True)
    if any(day.points for day in outlook.days):
        yield _Piece(lambda width: _headed(AHEAD, _ahead(outlook, width)), True)
    if progress is not None and progress.current is not None:
        week = progress.current
        yield _Piece(lambda width: _headed(f"Week {week.number}", _week(week, words, today, width)), True)
    named, later = coming_back(agenda)
    for at in range(0, len(named), POINTS_TOGETHER):
        yield _Piece(partial(_coming, named[at : at + POINTS_TOGETHER], words, today, first=at == 0), at == 0)
    if later:
        yield _Piece(
            lambda _: plain(f"{count(later, 'more point comes', 'more points come')} back later.", "$quiet"), False
        )
    if aside := agenda.set_aside:
        yield _Piece(lambda width: _headed("Set aside", (_point(each, words, today, width) for each in aside)), False)
    yield _Piece(lambda _: plain(ELSEWHERE, "$quiet"), True)


def _headed(heading: str, lines: Iterator[Content]) -> Content:
    return Content("\n").join([Content.styled(heading, "$primary bold"), *lines])


def _weeks(progress: PlanProgress | None, today: date, width: int) -> Iterator[Content]:
    if progress is None:
        yield plain(NO_PLAN)
        yield Content.styled("B starts one.", "$quiet")
        return
    for week in progress.weeks:
        share = week.done / len(week.items) if week.items else 1.0
        full = round(share * BAR_CELLS)
        style = "bold" if week is progress.current else ""
        yield row(
            width,
            (
                Column(Content.styled(f"Week {week.number}", style), NAME_WIDTH),
                Column(Content.assemble(("━" * full, "$primary"), ("━" * (BAR_CELLS - full), "$faint")), BAR_CELLS),
                Column(Content.styled(f"{week.done} of {len(week.items)}", "$quiet"), DONE_WIDTH, right=True),
                Column(plain(week.theme, style)),
            ),
        )
    yield plain(describe_end(progress, today), "$quiet")


def _session(session: Session, words: BankWords, width: int) -> Iterator[Content]:
    yield plain(describe_today(session, headed=True))
    for item in session.items:
        told = plain(words.question(item.question_id)) + "\n" + plain(item.reason, "$quiet")
        yield row(width, (Column(plain("·", "$quiet"), 1), Column(told)))
    if session.due_later:
        yield plain(describe_due_later(session), "$quiet")


def _ahead(outlook: Outlook, width: int) -> Iterator[Content]:
    if warning := describe_overload(outlook):
        yield Content.assemble(("! ", "$warning bold"), plain(warning, "$warning"))
    yield plain(describe_assumption(outlook), "$quiet")
    for day in outlook.days:
        fits, over, free = split_bar(day, outlook, LOAD_CELLS)
        bar = Content.assemble(("█" * fits, "$primary"), ("▓" * over, "$warning"), ("░" * free, "$faint"))
        yield row(
            width,
            (
                Column(plain(name_date(day.day), "$quiet"), DATE_WIDTH),
                Column(bar, LOAD_CELLS),
                Column(plain(describe_load(day))),
            ),
        )


def _week(week: WeekProgress, words: BankWords, today: date, width: int) -> Iterator[Content]:
    for each in week.items:
        sign = Content.styled("✓" if each.done else "·", "$success" if each.done else "$quiet")
        when = "" if each.done else name_day(max(each.on, today), today)
        asked = plain(words.question(each.item.question_id), "$quiet" if each.done else "")
        yield row(width, (Column(sign, 1), Column(asked), Column(plain(when, "$quiet"), WHEN_WIDTH)))


def _coming(points: Sequence[PointMemory], words: BankWords, today: date, width: int, *, first: bool) -> Content:
    lines = (_point(each, words, today, width) for each in points)
    return _headed("What comes back when", lines) if first else Content("\n").join(lines)


def _point(each: PointMemory, words: BankWords, today: date, width: int) -> Content:
    question, point = each.last.question_id, each.last.point_id
    head = Content(" ").join(
        (plain(words.question(question)), plain(f"· {words.point(question, point, POINT_CHARACTERS)}", "$quiet"))
    )
    return head + "\n" + row(width, (Column(Content(""), 0), Column(plain(explain_due(each, today), "$quiet"))))
