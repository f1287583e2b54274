"""What to reread: the key points that were missed in the last two attempts."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.practice.missed_points import MissedPoint, join_with_bank
from coach.report.scores import SIGNS
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.phrases import VERDICT_STYLES
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.row_list import RowList
from coach.wording import count

_SIGN_WIDTH, _TIMES_WIDTH, _CHAPTER_WIDTH = 1, 10, 12


class MissedList(RowList):
    """The points, the most worthwhile first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Practise", id="missed.practise")]

    def show_points(self, points: Sequence[MissedPoint]) -> None:
        """Show points, in the order given."""
        self._points = tuple(points)
        self.set_options(Option(Fitted(partial(describe_missed, point))) for point in points)
        if points:
            self.highlighted = 0

    def question_at(self, index: int) -> str:
        """Return the question of a row."""
        return self._points[index].question_id


class MissedScreen(Page[None]):
    """The ledger of missed points; Enter practises the question."""

    FAILURES_IN_PLACE = Severity.ERROR

    BINDINGS: ClassVar[list[BindingType]] = [*common_keys("missed")]

    def body(self) -> ComposeResult:
        """Headings above the list."""
        yield TopLine("Missed points")
        yield Notice()
        yield Static(Fitted(headings), markup=False, classes="list-headings")
        yield MissedList()

    def on_mount(self) -> None:
        """Look into the history."""
        self.query_one(MissedList).focus()
        self.errand("missed", self._load)

    def _load(self) -> None:
        self.post_message(messages.MissedLoaded(self._engines.history.missed()))

    def on_missed_loaded(self, message: messages.MissedLoaded) -> None:
        """Show the points that the bank still has."""
        points = join_with_bank(message.missed, self._engines.bank)
        self.query_one(MissedList).show_points(points)
        self.query_one(TopLine).fact = f"{count(len(points), 'point')} missed in both of the last two attempts"
        if not points:
            self.query_one(Notice).say(
                "Nothing is missed again and again.",
                "A key point appears here once both of the last two answers to its question have missed it.",
            )

    @on(MissedList.OptionSelected)
    def _practise(self, event: MissedList.OptionSelected) -> None:
        question = self.query_one(MissedList).question_at(event.option_index)
        self.post_message(messages.QuestionChosen(question))


def describe_missed(point: MissedPoint, width: int) -> Content:
    """Describe one point: its claim, how often it was missed, what to reread, and the question below."""
    sign = Content.styled(SIGNS[point.verdict], VERDICT_STYLES[point.verdict])
    times = Content.styled(f"{point.times} of {point.attempts}", "bold")
    first = row(
        width,
        (
            Column(sign, _SIGN_WIDTH),
            Column(plain(point.point)),
            Column(times, _TIMES_WIDTH, right=True),
            Column(plain(point.chapter, "$primary"), _CHAPTER_WIDTH),
        ),
    )
    second = row(width, (Column(Content(""), _SIGN_WIDTH), Column(plain(point.question, "$quiet"))))
    return first + "\n" + second


def headings(width: int) -> Content:
    """Name the columns."""
    return row(
        width,
        (
            Column(Content(""), _SIGN_WIDTH),
            Column(Content.styled("key point", "$quiet")),
            Column(Content.styled("missed", "$quiet"), _TIMES_WIDTH, right=True),
            Column(Content.styled("reread", "$quiet"), _CHAPTER_WIDTH),
        ),
    )
