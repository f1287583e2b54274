"""The key points that are missed again and again, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from coach.bank.bank import Bank
from coach.domain.coverage import Verdict
from coach.domain.progress import Missed
from coach.ui.columns import Column, Fitted, row
from coach.ui.phrases import SIGNS, VERDICT_STYLES
from coach.ui.plain import plain
from coach.ui.widgets.row_list import RowList

_SIGN_WIDTH, _TIMES_WIDTH, _CHAPTER_WIDTH = 1, 7, 12


@dataclass(frozen=True, slots=True)
class MissedPoint:
    """A missed key point, as the bank has it today."""

    question_id: str
    """The question."""
    question: str
    """As shown."""
    point: str
    """The key point's claim."""
    chapter: str
    """What to reread; empty where the question names nothing."""
    verdict: Verdict
    """In the last attempt."""
    times: int
    """Attempts that missed or contradicted it."""
    attempts: int
    """Attempts judged on it."""
    weight: float
    """Its weight."""


def join_with_bank(missed: Sequence[Missed], bank: Bank) -> tuple[MissedPoint, ...]:
    """Look the points up; those that have left the bank are left out. What weighs most and is missed most comes first.

    Args:
        missed: From the history.
        bank: The questions of today.
    """
    points = {(rubric.id, point.id): (rubric, point) for rubric in bank.rubrics for point in rubric.key_points}
    found = []
    for each in missed:
        if (each.question_id, each.point_id) in points:
            rubric, point = points[each.question_id, each.point_id]
            found.append(
                MissedPoint(
                    rubric.id,
                    rubric.question,
                    point.point,
                    rubric.chapter,
                    each.verdict,
                    each.times,
                    each.attempts,
                    point.weight,
                )
            )
    return tuple(sorted(found, key=lambda point: (-point.weight * point.times, point.question, point.point)))


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
        """Give the question of a row."""
        return self._points[index].question_id
