"""How an answer was said: pace, length, pauses, fillers."""

from textual.content import Content
from textual.widgets import Static

from coach.domain.delivery import Delivery, Measure
from coach.report.measures import MeasureLine, describe_measures
from coach.scoring.trust import Trust
from coach.ui.columns import Column, Fitted, row
from coach.ui.plain import plain

LABEL_WIDTH = 9


def describe_lines(lines: tuple[MeasureLine, ...], width: int) -> Content:
    """Set the measures below each other."""
    return Content("\n").join(
        row(width, (Column(Content.styled(line.label, "$quiet"), LABEL_WIDTH), Column(plain(line.words))))
        for line in lines
    )


class DeliveryTable(Static):
    """The measures, or why there are none."""

    DEFAULT_CSS = "DeliveryTable { height: auto; }"

    def __init__(self, shown: frozenset[Measure]) -> None:
        """Nothing is measured yet.

        Args:
            shown: Measures that the user wants to see.
        """
        super().__init__(Content.styled("Listening…", "$quiet"), markup=False)
        self._shown = shown

    def show_delivery(self, delivery: Delivery | None, trust: Trust) -> None:
        """Show the measures.

        Args:
            delivery: How the answer was said; None says that nothing was spoken.
            trust: How far the words can be relied on.
        """
        if delivery is None:
            self.update(Content.styled("Not measured: nothing was spoken.", "$quiet"))
            return
        lines = describe_measures(delivery, trust, self._shown)
        self.update(Fitted(lambda width: describe_lines(lines, width)))
