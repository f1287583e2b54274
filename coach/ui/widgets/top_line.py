"""The first line of a screen: where you are, and one fact about it."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.ui.columns import GAP
from coach.ui.plain import plain


class TopLine(Widget):
    """The first line of a screen."""

    DEFAULT_CSS = """
    TopLine {
        height: 1;
        padding: 0 2;
        margin-bottom: 1;
        background: $surface;
    }
    """

    place: reactive[str] = reactive("")
    """Where you are, at the left."""
    fact: reactive[str] = reactive("")
    """One fact, at the right."""

    def __init__(self, place: str, fact: str = "") -> None:
        """Show a place and a fact.

        Args:
            place: Where you are.
            fact: One fact about it.
        """
        super().__init__()
        self.set_reactive(TopLine.place, place)
        self.set_reactive(TopLine.fact, fact)

    def render(self) -> Content:
        """Draw the line; the fact gives way where both do not fit."""
        width = self.content_size.width
        left = Content.assemble(("coach", "$primary bold"), ("  ", ""), plain(self.place))
        right = plain(self.fact, "$quiet")
        room = width - left.cell_length - GAP
        if room < right.cell_length:
            return left.truncate(width, ellipsis=True)
        return left + " " * (room - right.cell_length + GAP) + right
