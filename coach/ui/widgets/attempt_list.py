"""Attempts, newest first, in columns."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from coach.domain.attempt import AnswerKind, AttemptSummary
from coach.domain.coverage import Verdict
from coach.report.moments import clock
from coach.report.scores import write_scores
from coach.ui.columns import Column, Fitted, row
from coach.ui.phrases import SIGNS, VERDICT_STYLES, day_and_time
from coach.ui.plain import plain
from coach.ui.widgets.row_list import RowList

_POINTS_WIDTH, _LENGTH_WIDTH, _PACE_WIDTH, _SCORE_WIDTH = 11, 6, 4, 7

_ALL_FROM = 90
"""Cells from which the year, the length and the pace are shown too."""

NEAR_END = 20
"""Rows before the end of the list at which the next batch is asked for."""


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


def _option(summary: AttemptSummary, versions: Mapping[str, str]) -> Option:
    return Option(Fitted(lambda width: describe_attempt(summary, versions, width)), id=summary.id)
