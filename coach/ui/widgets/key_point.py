"""One key point with its verdict, weight and evidence."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.domain.coverage import Evidence, PointCoverage
from coach.report.moments import clock
from coach.ui.columns import Column, Fitted, row
from coach.ui.phrases import SIGNS, VERDICT_STYLES
from coach.ui.plain import plain

VERDICT_WIDTH, WEIGHT_WIDTH = 14, 10


def describe_point(point: PointCoverage, width: int, *, typed: bool) -> Content:
    """Describe a key point.

    Args:
        point: The key point with its verdict.
        width: Cells.
        typed: Whether the answer was typed, so that nothing has a time.
    """
    style = VERDICT_STYLES[point.verdict]
    lines = row(
        width,
        (
            Column(Content.styled(f"{SIGNS[point.verdict]} {point.verdict.value}", style), VERDICT_WIDTH),
            Column(plain(point.point)),
            Column(Content.styled(f"weight {point.weight:g}", "$quiet"), WEIGHT_WIDTH, right=True),
        ),
    )
    if point.evidence is not None:
        when = "" if typed else clock(point.evidence.start)
        quote = plain(f"“{point.evidence.text}”", "$quiet italic")
        lines = lines + "\n" + _below(width, Content.styled(when, "$quiet"), quote)
    if point.reason:
        lines = lines + "\n" + _below(width, Content(""), plain(point.reason, "$quiet"))
    return lines


def _below(width: int, margin: Content, text: Content) -> Content:
    """Set a line under the point, beside a margin as wide as its verdict."""
    return row(width, (Column(margin, VERDICT_WIDTH, right=True), Column(text), Column(Content(""), WEIGHT_WIDTH)))


class KeyPoint(Static, can_focus=True):
    """A key point that can be walked to; Enter asks for its evidence."""

    DEFAULT_CSS = """
    KeyPoint {
        height: auto;
        padding: 0 1;
        margin-bottom: 1;
        border-left: outer $background;
        &:focus { border-left: outer $primary; background: $block-cursor-background; }
        &:hover { background: $block-hover-background; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "ask", "Play evidence")]

    class EvidenceChosen(Message):
        """The user wants to hear the evidence."""

        def __init__(self, evidence: Evidence | None) -> None:
            super().__init__()
            self.evidence = evidence

    def __init__(self, point: PointCoverage, *, typed: bool) -> None:
        """Show a key point.

        Args:
            point: The key point with its verdict.
            typed: Whether the answer was typed.
        """
        super().__init__(Fitted(lambda width: describe_point(point, width, typed=typed)), markup=False)
        self.point = point
        self._typed = typed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer evidence only where there is sound of it."""
        return action != "ask" or (self.point.evidence is not None and not self._typed)

    def action_ask(self) -> None:
        """Ask for the evidence."""
        self.post_message(self.EvidenceChosen(self.point.evidence))

    def on_click(self) -> None:
        """A click walks here."""
        self.focus()
