"""How an answer was said: pace, length, pauses, fillers."""

from collections import Counter

from textual.content import Content
from textual.widgets import Static

from coach.domain.delivery import Delivery
from coach.report.marking import LONG_PAUSE_SECONDS
from coach.scoring.bands import pace_band
from coach.ui.columns import Column, Fitted, row
from coach.ui.phrases import clock
from coach.ui.plain import plain

LABEL_WIDTH = 8


def delivery_lines(delivery: Delivery) -> tuple[tuple[str, str], ...]:
    """Say each measure: a label, and the words for it."""
    long = [pause for pause in delivery.pauses if pause.seconds > LONG_PAUSE_SECONDS]
    pauses = f"{len(long)} over {LONG_PAUSE_SECONDS:g} s" if long else f"none over {LONG_PAUSE_SECONDS:g} s"
    if long:
        longest = max(long, key=lambda pause: pause.seconds)
        pauses += f", the longest {longest.seconds:.1f} s at {clock(longest.start)}"
    said = Counter(filler.text.strip(".,;:!?").casefold() for filler in delivery.fillers)
    which = ", ".join(f"{text} ×{number}" if number > 1 else text for text, number in said.most_common())
    return (
        (
            "pace",
            f"{delivery.words_per_minute:.0f} words a minute ({pace_band(delivery).value}), "
            f"{delivery.articulation_rate:.0f} without pauses",
        ),
        ("length", f"{clock(delivery.total_seconds)}, the first word after {delivery.time_to_first_word:.1f} s"),
        ("pauses", pauses),
        ("fillers", f"at least {len(delivery.fillers)}: {which}" if which else "none heard"),
    )


def describe_delivery(delivery: Delivery, width: int) -> Content:
    """Set the measures below each other."""
    return Content("\n").join(
        row(width, (Column(Content.styled(label, "$quiet"), LABEL_WIDTH), Column(plain(words))))
        for label, words in delivery_lines(delivery)
    )


class DeliveryTable(Static):
    """The measures, or why there are none."""

    DEFAULT_CSS = "DeliveryTable { height: auto; }"

    def __init__(self) -> None:
        """Nothing is measured yet."""
        super().__init__(Content.styled("Listening…", "$quiet"), markup=False)

    def show_delivery(self, delivery: Delivery | None) -> None:
        """Show the measures; None says that nothing was spoken."""
        if delivery is None:
            self.update(Content.styled("Not measured: nothing was spoken.", "$quiet"))
        else:
            self.update(Fitted(lambda width: describe_delivery(delivery, width)))
