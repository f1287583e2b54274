"""The words of one of two answers that are compared: what the other one has not is bracketed, what sounds is marked."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

from coach.domain.transcript import Word
from coach.report.comparing import Run
from coach.report.marking import word_as_text
from coach.ui.lines import plain

DROPPED, ADDED = "−", "+"
"""The signs inside the brackets, so that colour never carries it alone."""

_STYLES = {DROPPED: "$missed", ADDED: "$success"}


class ComparedText(Widget):
    """A transcript with the words bracketed that the other one has not."""

    DEFAULT_CSS = "ComparedText { height: auto; }"

    def __init__(self, sign: str, *, id: str | None = None) -> None:
        """Show nothing yet.

        Args:
            sign: What stands in the brackets: `DROPPED` or `ADDED`.
            id: Names the widget.
        """
        super().__init__(id=id)
        self._sign = sign
        self._words: Sequence[Word] = ()
        self._runs: Sequence[Run] = ()
        self._sounding: int | None = None

    def show_words(self, words: Sequence[Word], runs: Sequence[Run]) -> None:
        """Show an answer.

        Args:
            words: Its words.
            runs: Which of them differ; none shows them as they are.
        """
        self._words, self._runs = words, runs or ((Run(0, len(words) - 1, False),) if words else ())
        self._sounding = None
        self.refresh(layout=True)

    def follow(self, index: int | None) -> None:
        """Mark the word that sounds now, and keep it in view; None where nothing sounds."""
        if index == self._sounding:
            return
        self._sounding = index
        self.refresh()
        scroller = next(
            (node for node in self.ancestors if isinstance(node, Widget) and node.allow_vertical_scroll), None
        )
        if index is not None and scroller is not None:
            y = self.content_region.y + self._line_of(index) - scroller.content_region.y + round(scroller.scroll_y)
            scroller.scroll_to_region(Region(0, y, 1, 1), animate=False)

    def _line_of(self, index: int) -> int:
        upto = describe_compared(self._words[: index + 1], self._runs, self._sign, None)
        return len(upto.wrap(max(1, self.content_size.width))) - 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - the base's
        """Return the lines that all words take."""
        return len(self._described.wrap(max(1, width)))

    def render(self) -> Content:
        """Draw the words."""
        return self._described

    @property
    def _described(self) -> Content:
        return describe_compared(self._words, self._runs, self._sign, self._sounding)


def describe_compared(words: Sequence[Word], runs: Sequence[Run], sign: str, sounding: int | None) -> Content:
    """Write an answer: `L1 makes [−some weights−] zero`.

    Args:
        words: Its words.
        runs: Which of them differ.
        sign: What stands in the brackets.
        sounding: The index of the word that sounds now; None for none.
    """
    if not words:
        return Content.styled("Nothing was said.", "$quiet")
    told = []
    for run in runs:
        for at in range(run.first_word, min(run.last_word + 1, len(words))):
            opening = f"[{sign}" if run.differs and at == run.first_word else ""
            closing = f"{sign}]" if run.differs and at == run.last_word else ""
            style = _STYLES[sign] if run.differs else ""
            word = plain(word_as_text(words[at]), "reverse bold" if at == sounding else "")
            told.append(Content.styled(opening, style) + word.stylize_before(style) + Content.styled(closing, style))
    return Content(" ").join(told)
