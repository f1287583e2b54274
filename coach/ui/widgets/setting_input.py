"""The line in which a setting is typed."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class SettingInput(Input):
    """A value to type; hidden until it is wanted."""

    DEFAULT_CSS = """
    SettingInput {
        height: 1;
        margin: 0 2;
        padding: 0 1;
        border: none;
        background: $panel;
        display: none;
        &:focus { border: none; background-tint: $background 0%; }
        &.-open { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Accept", priority=True, id="setting.accept"),
        Binding("escape", "leave", "Leave it", priority=True, id="setting.leave"),
    ]

    class Typed(Message):
        """A value was typed."""

        def __init__(self, name: str, text: str) -> None:
            super().__init__()
            self.name = name
            self.text = text

    class Left(Message):
        """The setting stays as it is."""

    def __init__(self) -> None:
        """Ask for nothing yet."""
        super().__init__(compact=True)
        self._setting = ""

    def open(self, name: str, text: str) -> None:
        """Ask for a value.

        Args:
            name: The setting.
            text: Its value so far.
        """
        self._setting = name
        self.value = text
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Ask no more."""
        self.remove_class("-open")

    async def action_submit(self) -> None:
        """Give what was typed."""
        self.post_message(self.Typed(self._setting, self.value))

    def action_leave(self) -> None:
        """Leave the setting as it is."""
        self.close()
        self.post_message(self.Left())
