"""The line in which a misheard word is put right, or what was not understood is put in."""

from textual.message import Message

from coach.domain.timespan import TimeSpan
from coach.ui.widgets.line_input import LineInput


class CorrectionInput(LineInput):
    """A word to correct, or a stretch to put words into."""

    DEFAULT_CSS = "CorrectionInput { margin-top: 1; }"

    class Made(Message):
        """A word is to be replaced."""

        def __init__(self, index: int, text: str) -> None:
            super().__init__()
            self.index = index
            self.text = text

    class Told(Message):
        """What was said in a stretch is known; nothing was where the text is empty."""

        def __init__(self, stretch: TimeSpan, text: str) -> None:
            super().__init__()
            self.stretch = stretch
            self.text = text

    def __init__(self) -> None:
        """Correct nothing yet."""
        super().__init__()
        self._place: int | TimeSpan = 0
        self._before = ""

    def open(self, index: int, text: str) -> None:
        """Offer a word.

        Args:
            index: Its place in the transcript.
            text: As it was heard.
        """
        self.placeholder = "nothing: the word is taken out"
        self._place, self._before = index, text
        self._ask(text)

    def open_stretch(self, stretch: TimeSpan, guesses: str) -> None:
        """Ask what was said in a stretch.

        Args:
            stretch: It was not understood.
            guesses: The words that came back for it, if any.
        """
        self.placeholder = "type what you said there; nothing: there were no words"
        self._place = stretch
        self._ask(guesses)

    def _ask(self, text: str) -> None:
        self.show_line(text)
        self.call_after_refresh(self.scroll_visible, animate=False)  # it had no place to scroll to until now

    async def action_submit(self) -> None:
        """Replace the word, where something was changed, or fill the stretch."""
        text = " ".join(self.value.split())
        self.close()
        if isinstance(self._place, TimeSpan):
            self.post_message(self.Told(self._place, text))
        else:
            self.post_message(self.Left() if text == self._before else self.Made(self._place, text))
