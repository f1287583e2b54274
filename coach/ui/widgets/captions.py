"""The last words heard while somebody speaks: settled ones plain, the unsettled tail dim and in italics."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from coach.domain.transcript import Word
from coach.report.marking import word_as_text
from coach.ui.columns import Fitted
from coach.ui.plain import plain

LINES = 3
"""Lines of words that are shown; more would draw the eye from what is being said."""

MOST_WORDS = 60
"""Words that are looked at; more do not fit into LINES."""


def describe_words(settled: Sequence[Word], unsettled: Sequence[Word], width: int) -> Content:
    """Set the last words into at most LINES lines.

    Args:
        settled: Words that do not change any more.
        unsettled: Words behind them that still may.
        width: Cells of a line.
    """
    told = [plain(word_as_text(word)) for word in settled[-MOST_WORDS:]]
    told += [plain(word_as_text(word), "$quiet italic") for word in unsettled[-MOST_WORDS:]]
    return Content("\n").join(Content(" ").join(told).wrap(max(1, width))[-LINES:])


class Captions(Static):
    """Words as they are heard; its height stays, so that nothing jumps."""

    DEFAULT_CSS = f"Captions {{ height: {LINES}; max-width: 76; padding: 0 2; margin-top: 1; }}"

    def __init__(self) -> None:
        """Nothing is heard yet."""
        super().__init__("", markup=False)
        self._shown: tuple[Sequence[Word], Sequence[Word]] = ((), ())

    def show_words(self, settled: Sequence[Word], unsettled: Sequence[Word]) -> None:
        """Show what has been heard so far; cheap where nothing is new."""
        if (settled, unsettled) != self._shown:
            self._shown = (settled, unsettled)
            self.update(Fitted(lambda width: describe_words(settled, unsettled, width)))
