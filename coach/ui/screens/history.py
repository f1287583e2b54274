"""Earlier attempts, newest first."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.domain.attempt import AnswerKind, AttemptSummary
from coach.domain.coverage import Verdict
from coach.domain.damage import MEND
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.report.scores import EXPLAINED, SIGNS, is_old, write_scores
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.phrases import VERDICT_STYLES
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.row_list import RowList
from coach.wording import clock, count, day_and_time

_POINTS_WIDTH, _LENGTH_WIDTH, _PACE_WIDTH, _SCORE_WIDTH = 11, 6, 4, 7

_ALL_FROM = 90
"""Cells from which the year, the length and the pace are shown too."""

NEAR_END = 20
"""Rows before the end of the list at which the next batch is asked for."""

BATCH = 60
"""Attempts that are read at once."""


class AttemptList(RowList):
    """The attempts read so far; asks for more near its end."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Open")]

    class EndNeared(Message):
        """The highlight comes near the end."""

    @property
    def _listed(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.id is not None)

    def add(self, attempts: Sequence[AttemptSummary], versions: Mapping[str, str]) -> None:
        """Add a batch below what is there.

        Args:
            attempts: Older than what is there; those that are there already are left out.
            versions: Today's version of each question in the bank.
        """
        listed = self._listed
        new = [summary for summary in attempts if summary.id not in listed]
        self.add_options(_option(summary, versions) for summary in new)
        if self.highlighted is None and self.option_count:
            self.highlighted = 0

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Ask for more in good time."""
        if event.option_index >= self.option_count - NEAR_END:
            self.post_message(self.EndNeared())


class HistoryScreen(Page[None]):
    """A list that grows as one walks down."""

    FAILURES_IN_PLACE = Severity.ERROR

    BINDINGS: ClassVar[list[BindingType]] = [*common_keys("history", quit_shown=True)]

    def __init__(self, engines: Engines) -> None:
        """Show the history.

        Args:
            engines: What to work with.
        """
        super().__init__(engines)
        self._loading = False
        self._complete = False

    def body(self) -> ComposeResult:
        """Headings above the list."""
        yield TopLine("History")
        yield Notice()
        yield Static(Fitted(headings), markup=False, classes="list-headings")
        yield AttemptList()

    def on_mount(self) -> None:
        """Read the first batch."""
        self.query_one(AttemptList).focus()
        self._load_more()

    def _load_more(self) -> None:
        if not self._loading and not self._complete:
            self._loading = True
            self.errand("history", partial(self._read, self.query_one(AttemptList).option_count))

    def _read(self, offset: int) -> None:
        self.post_message(messages.AttemptsLoaded(self._engines.history.attempts(limit=BATCH, offset=offset)))

    def on_attempts_loaded(self, message: messages.AttemptsLoaded) -> None:
        """Add the batch."""
        self._loading = False
        self._complete = len(message.attempts) < BATCH
        attempts = self.query_one(AttemptList)
        versions = self._engines.bank.versions
        attempts.add(message.attempts, versions)
        damage = self._engines.history.damage.describe()
        if damage:
            self.query_one(Notice).say(f"{damage}.", MEND, Severity.WARNING)
        elif any(is_old(summary, versions) for summary in message.attempts):
            self.query_one(Notice).say(EXPLAINED)
        if attempts.option_count == 0 and not damage:
            self.query_one(Notice).say("No answers yet.", "Escape goes back; Enter on a question starts the first one.")
        more = "" if self._complete else " and more"
        self.query_one(TopLine).fact = f"{count(attempts.option_count, 'answer')}{more}"

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Say in place why there is nothing to see, and ask for no more."""
        self._loading, self._complete = False, True
        super().show_failure(errand, error)

    @on(AttemptList.EndNeared)
    def _go_on(self) -> None:
        self._load_more()

    @on(AttemptList.OptionSelected)
    def _open(self, event: AttemptList.OptionSelected) -> None:
        if event.option_id is not None:
            self.post_message(messages.AttemptChosen(event.option_id))


def headings(width: int) -> Content:
    """Name the columns."""
    return _columns(width, Content("question"), Content("points"), ("when", "length", "wpm", "score"), "$quiet")


def describe_attempt(summary: AttemptSummary, versions: Mapping[str, str], width: int) -> Content:
    """Describe one attempt in one row.

    Args:
        summary: The attempt.
        versions: Today's version of each question in the bank; a score that comes from another one is marked.
        width: Cells of the row.
    """
    marks = [
        Content.styled(f"{SIGNS[verdict]}{summary.verdicts[verdict]}", VERDICT_STYLES[verdict])
        for verdict in Verdict
        if summary.verdicts.get(verdict)
    ]
    pace = f"{summary.words_per_minute:.0f}" if summary.words_per_minute is not None else "–"
    length = "typed" if summary.kind is AnswerKind.TYPED else clock(summary.total_seconds)
    result = write_scores(summary, versions, arrow="→", none="–")
    when, question = day_and_time(summary.answered_at, year=width >= _ALL_FROM), plain(summary.question)
    return _columns(width, question, Content(" ").join(marks), (when, length, pace, result), "bold")


def _columns(width: int, question: Content, marks: Content, texts: tuple[str, str, str, str], strong: str) -> Content:
    when, length, pace, result = texts
    everything = width >= _ALL_FROM
    left = (
        Column(Content.styled(when, "$quiet"), 17 if everything else 12),
        Column(question),
        Column(marks, _POINTS_WIDTH),
    )
    more = (
        Column(Content.styled(length, "$quiet"), _LENGTH_WIDTH, right=True),
        Column(Content.styled(pace, "$quiet"), _PACE_WIDTH, right=True),
    )
    last = Column(Content.styled(result, strong), _SCORE_WIDTH, right=True)
    return row(width, (*left, *(more if everything else ()), last))


def _option(summary: AttemptSummary, versions: Mapping[str, str]) -> Option:
    return Option(Fitted(lambda width: describe_attempt(summary, versions, width)), id=summary.id)
