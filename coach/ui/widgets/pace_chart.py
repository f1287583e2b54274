"""The pace over the time of one answer."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.domain.delivery import Delivery
from coach.scoring.bands import QUIET_PACE
from coach.ui.widgets.chart import Chart, Line, Picture
from coach.wording import clock

LEAST_WINDOWS = 2
"""Fewer windows make no line."""

MOST_TICKS = 6
"""Moments that are written below the chart: at 80 columns they do not crowd."""

TICK_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
"""Seconds between two of them: what a clock face makes round."""


def picture_pace(delivery: Delivery) -> Picture:
    """Draw the pace of each window at its middle, with the quiet zone between two level lines.

    Args:
        delivery: Has at least two windows.
    """
    windows = delivery.pace_windows
    paces = [window.words_per_minute for window in windows]
    middles = [(window.span.start + window.span.end) / 2 for window in windows]
    return Picture(
        lines=(Line(middles, paces),), y_range=QUIET_PACE, x_ticks=time_ticks(windows[-1].span.end), levels=QUIET_PACE
    )


def time_ticks(end: float) -> tuple[tuple[float, str], ...]:
    """Write round moments on an axis, from the start of an answer to its end.

    Args:
        end: Seconds.
    """
    step = next((each for each in TICK_SECONDS if end / each < MOST_TICKS), TICK_SECONDS[-1])
    return tuple((float(at), clock(at)) for at in range(0, int(end) + 1, step))


class PaceChart(Vertical):
    """The chart with its heading; takes no room where the answer is too short for one."""

    DEFAULT_CSS = """
    PaceChart { height: auto; display: none; }
    PaceChart.-measured { display: block; }
    """

    def compose(self) -> ComposeResult:
        """What it shows, then the chart."""
        zone = f"a good pace is between the lines ({QUIET_PACE[0]:.0f} to {QUIET_PACE[1]:.0f})"
        yield Static(Content.styled(f"Words per minute over time; {zone}", "$quiet"), markup=False)
        yield Chart()

    def show_delivery(self, delivery: Delivery | None) -> None:
        """Draw the pace of an answer."""
        measured = delivery is not None and len(delivery.pace_windows) >= LEAST_WINDOWS
        self.set_class(measured, "-measured")
        if delivery is not None and measured:
            self.query_one(Chart).show(picture_pace(delivery))
