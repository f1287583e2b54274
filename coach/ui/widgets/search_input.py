"""The line in which a search is typed."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class SearchInput(Input):
    """A search; hidden until it is wanted."""

    DEFAULT_CSS = """
    SearchInput {
        height: 1;
        margin: 0 2 1 2;
        padding: 0;
        border: none;
        background: $background;
        &:focus { border: none; background-tint: $background 0%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Clear search"),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    class Left(Message):
        """The search was given up."""

    class Moved(Message):
        """The highlight is to move."""

        def __init__(self, down: bool) -> None:
            super().__init__()
            self.down = down

    def __init__(self) -> None:
        """Make an empty search."""
        super().__init__(placeholder="Search questions and topics", compact=True, select_on_focus=False)
        self.display = False

    def open(self) -> None:
        """Show the line and type into it; whatever key comes next goes there."""
        self.display = True
        self.screen.set_focus(self)

    def action_leave(self) -> None:
        """Clear the search and take it away."""
        self.value = ""
        self.display = False
        self.post_message(self.Left())

    def action_move(self, step: int) -> None:
        """Move the highlight of the list.

        Args:
            step: 1 for down, -1 for up.
        """
        self.post_message(self.Moved(step > 0))
