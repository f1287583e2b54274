"""An answer from left to right: its waveform, and under it where its pauses and fillers lie."""

import numpy as np
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from coach.domain.delivery import Delivery, Measure
from coach.domain.recording import Samples
from coach.report.marking import LONG_PAUSE_SECONDS
from coach.ui.widgets.waveform import draw_waveform
from coach.wording import clock

ROWS = 2
"""Lines of the waveform."""

_NO_SOUND: Samples = np.zeros(0, dtype=np.float32)


def draw_marks(width: int, delivery: Delivery, shown: frozenset[Measure], playhead: float | None) -> Content:
    """Draw the line of marks: `╌` where a long pause is, `▲` at each filler, `┃` where it sounds.

    Args:
        width: Cells, from 0.0 to the end of the recording.
        delivery: The pauses and fillers.
        shown: Measures that the user wants to see.
        playhead: Seconds at which it sounds; None for nowhere.
    """
    cells = [(" ", "")] * width
    total = delivery.total_seconds or 1.0

    def cell(seconds: float) -> int:
        return min(width - 1, max(0, int(seconds / total * width)))

    if Measure.PAUSES in shown:
        for pause in delivery.pauses:
            if pause.seconds > LONG_PAUSE_SECONDS:
                for at in range(cell(pause.start), cell(pause.end) + 1):
                    cells[at] = ("╌", "$quiet")
    if Measure.FILLERS in shown:
        for filler in delivery.fillers:
            cells[cell(filler.span.start)] = ("▲", "$warning")
    if playhead is not None:
        cells[cell(playhead)] = ("┃", "$primary bold")
    return Content.assemble(*cells)


def describe_ends(width: int, delivery: Delivery, shown: frozenset[Measure], speed: float = 1.0) -> Content:
    """Write the times at both ends, and between them what the marks mean, and how fast it is played."""
    end = clock(delivery.total_seconds)
    legend = []
    if Measure.FILLERS in shown and delivery.fillers:
        legend.append("▲ filler")
    if Measure.PAUSES in shown and any(pause.seconds > LONG_PAUSE_SECONDS for pause in delivery.pauses):
        legend.append(f"╌ pause over {LONG_PAUSE_SECONDS:g} s")
    if speed != 1.0:
        legend.append(f"played at {speed:g}x")
    middle = "   ".join(legend).center(max(0, width - 4 - len(end)))
    return Content.styled(f"0:00{middle}{end}", "$quiet")


class Timeline(Widget):
    """The time axis of one answer; a click chooses a moment."""

    DEFAULT_CSS = f"Timeline {{ height: {ROWS + 2}; display: none; }} Timeline.-measured {{ display: block; }}"

    position: reactive[float | None] = reactive(None)
    """Seconds at which it sounds; None for nowhere."""

    speed: reactive[float] = reactive(1.0)
    """How fast it is played; 1.0 is as it was said."""

    class Chosen(Message):
        """A moment was clicked."""

        def __init__(self, seconds: float) -> None:
            super().__init__()
            self.seconds = seconds

    def __init__(self, shown: frozenset[Measure]) -> None:
        """Show nothing yet.

        Args:
            shown: Measures that the user wants to see.
        """
        super().__init__()
        self._shown = shown
        self._delivery: Delivery | None = None
        self._peaks = _NO_SOUND

    def show_delivery(self, delivery: Delivery | None) -> None:
        """Show pauses and fillers; nothing where the answer was not spoken."""
        self._delivery = delivery
        self.set_class(delivery is not None, "-measured")
        self.refresh()

    def show_measures(self, shown: frozenset[Measure]) -> None:
        """Mark only what the user wants to see now."""
        self._shown = shown
        self.refresh()

    def show_sound(self, peaks: Samples) -> None:
        """Show the waveform of the recording.

        Args:
            peaks: From `outline`.
        """
        self._peaks = peaks
        self.refresh()

    def render(self) -> Content:
        """Draw it at the width it has."""
        width, delivery = max(1, self.content_size.width), self._delivery
        if delivery is None:
            return Content("")
        wave = draw_waveform(self._peaks, width, ROWS, style="$primary 70%")
        if len(self._peaks) == 0:
            wave = Content("\n") + Content.styled("no recording kept".center(width), "$quiet")
        marks = draw_marks(width, delivery, self._shown, self.position)
        return Content("\n").join((wave, marks, describe_ends(width, delivery, self._shown, self.speed)))

    def on_click(self, event: Click) -> None:
        """Choose the moment that was clicked."""
        if self._delivery is not None:
            at = event.get_content_offset_capture(self).x / max(1, self.content_size.width)
            self.post_message(self.Chosen(max(0.0, min(1.0, at)) * self._delivery.total_seconds))
