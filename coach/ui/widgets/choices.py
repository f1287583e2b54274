"""The choices of a dialog, each with its letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from coach.ui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    key: str
    """The letter that chooses it."""
    text: str
    """What it does."""
    value: str
    """What it means to the dialog."""


class Choices(RowList):
    """A short list; the first choice is the safe one."""

    DEFAULT_CSS = """
    Choices {
        height: auto;
        max-height: 8;
        padding: 0;
        margin-top: 1;
        background: $surface;
        scrollbar-gutter: auto;
    }
    """

    class Made(Message):
        """A choice was made."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(self, choices: Sequence[Choice]) -> None:
        """Offer choices.

        Args:
            choices: At least one.
        """
        super().__init__()
        self._choices = choices

    def on_mount(self) -> None:
        """Fill the list and take the keys."""
        self.add_options(
            Option(Content.assemble((each.key.upper(), "$primary bold"), f"  {each.text}"), id=each.value)
            for each in self._choices
        )
        self.highlighted = 0
        self.focus()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Say which choice was made."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Made(event.option_id))
