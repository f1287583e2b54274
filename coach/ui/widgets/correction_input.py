"""The line in which a misheard word is put right."""

from textual.message import Message

from coach.ui.widgets.line_input import LineInput


class CorrectionInput(LineInput):
    """A word to correct."""

    DEFAULT_CSS = "CorrectionInput { margin-top: 1; }"

    class Made(Message):
        """A word is to be replaced."""

        def __init__(self, index: int, text: str) -> None:
            super().__init__()
            self.index = index
            self.text = text

    def __init__(self) -> None:
        """Correct nothing yet."""
        super().__init__("nothing: the word is taken out")
        self._index = 0
        self._before = ""

    def open(self, index: int, text: str) -> None:
        """Offer a word.

        Args:
            index: Its place in the transcript.
            text: As it was heard.
        """
        self._index, self._before = index, text
        self.show_line(text)

    async def action_submit(self) -> None:
        """Replace the word, where something was changed."""
        text = " ".join(self.value.split())
        self.close()
        self.post_message(self.Left() if text == self._before else self.Made(self._index, text))
