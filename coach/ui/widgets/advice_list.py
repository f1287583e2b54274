"""The few things to do next, the first one worth doing first."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from coach.ui.columns import Column, Fitted, row
from coach.ui.plain import plain


def describe_advice(advice: Sequence[str], width: int) -> Content:
    """Number the advice; the first is emphasised."""
    lines = []
    for number, text in enumerate(advice, start=1):
        first = number == 1
        sign = Content.styled(str(number), "$primary bold" if first else "$quiet")
        lines.append(row(width, (Column(sign, 1), Column(plain(text, "bold" if first else "")))))
    return Content("\n").join(lines)


class AdviceList(Static):
    """Numbered advice."""

    DEFAULT_CSS = "AdviceList { height: auto; }"

    def __init__(self) -> None:
        """There is none yet."""
        super().__init__(Content.styled("Judging…", "$quiet"), markup=False)

    def show_advice(self, advice: Sequence[str]) -> None:
        """Show advice.

        Args:
            advice: The most worthwhile first.
        """
        self.update(Fitted(lambda width: describe_advice(advice, width)))
