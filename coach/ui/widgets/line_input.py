"""One line to type in that is there only while it is wanted."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class LineInput(Input):
    """A line under something else; Enter gives what was typed, Escape leaves everything as it is."""

    DEFAULT_CSS = """
    LineInput {
        height: 1;
        padding: 0 1;
        border: none;
        background: $panel;
        display: none;
        &:focus { border: none; background-tint: $background 0%; }
        &.-open { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept", priority=True, id="line.accept"),
        Binding("escape", "leave", "Leave it", priority=True, id="line.leave"),
    ]

    class Left(Message):
        """Everything stays as it is."""

    def __init__(self, placeholder: str = "") -> None:
        """Ask for nothing yet.

        Args:
            placeholder: What an empty line means.
        """
        super().__init__(compact=True, placeholder=placeholder)

    def show_line(self, text: str) -> None:
        """Let a text be changed.

        Args:
            text: As it is so far.
        """
        self.value = text
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Ask no more."""
        self.remove_class("-open")

    def action_accept(self) -> None:
        """Give what was typed, once every key before Enter has arrived; Enter itself overtakes them."""
        self.call_later(self.action_submit)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.close()
        self.post_message(self.Left())
