"""The line in which a misheard word is put right."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class CorrectionInput(Input):
    """A word to correct; hidden until it is wanted."""

    DEFAULT_CSS = """
    CorrectionInput {
        height: 1;
        margin-top: 1;
        padding: 0 1;
        border: none;
        background: $panel;
        display: none;
        &:focus { border: none; background-tint: $background 0%; }
        &.-open { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Accept", priority=True, id="correction.accept"),
        Binding("escape", "leave", "Leave it", priority=True, id="correction.leave"),
    ]

    class Made(Message):
        """A word is to be replaced."""

        def __init__(self, index: int, text: str) -> None:
            super().__init__()
            self.index = index
            self.text = text

    class Left(Message):
        """The word stays as it is."""

    def __init__(self) -> None:
        """Correct nothing yet."""
        super().__init__(compact=True, placeholder="nothing: the word is taken out")
        self._index = 0
        self._before = ""

    def open(self, index: int, text: str) -> None:
        """Offer a word.

        Args:
            index: Its place in the transcript.
            text: As it was heard.
        """
        self._index, self._before = index, text
        self.value = text
        self.add_class("-open")
        self.focus()

    async def action_submit(self) -> None:
        """Replace the word, where something was changed."""
        text = " ".join(self.value.split())
        self.remove_class("-open")
        if text == self._before:
            self.post_message(self.Left())
        else:
            self.post_message(self.Made(self._index, text))

    def action_leave(self) -> None:
        """Leave the word as it is."""
        self.remove_class("-open")
        self.post_message(self.Left())
