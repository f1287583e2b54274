"""Where an answer happens: what is going on, the clock, the window, the level."""

import numpy as np
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from coach.domain.recording import Level, Samples
from coach.practice.clock import Moment, read_clock
from coach.report.moments import clock
from coach.ui.widgets.level_meter import LevelMeter
from coach.ui.widgets.waveform import Waveform
from coach.ui.widgets.window_bar import WindowBar

NO_SOUND: Samples = np.zeros(0, dtype=np.float32)
"""The outline of nothing."""


def describe_window(window: tuple[float, float], limit: float) -> str:
    """Say how long an answer should be, and where it is cut off."""
    return f"{window[0]:.0f} to {window[1]:.0f} s, stops at {clock(limit)}"


def describe_moment(elapsed: float, window: tuple[float, float], limit: float) -> Content:
    """Say what the clock means while recording.

    Args:
        elapsed: Seconds so far.
        window: Shortest and longest good answer, in seconds.
        limit: Seconds after which recording stops by itself.
    """
    reading = read_clock(elapsed, window, limit)
    recording = ("● Recording", "$error bold")
    if reading.countdown is not None:
        return Content.assemble(recording, "   ", (f"stops in {reading.countdown} s", "$warning bold"))
    words = {
        Moment.BEFORE: f"aim for {clock(window[0])} to {clock(window[1])}",
        Moment.INSIDE: "a good length, end when you are done",
        Moment.AFTER: "long, come to the end",
    }
    style = "$warning" if reading.moment is Moment.AFTER else "$quiet"
    return Content.assemble(recording, "   ", (words.get(reading.moment, "stopped"), style))


class Stage(Vertical):
    """What is going on, the clock, the sound so far above the bar with the window, the level meter."""

    DEFAULT_CSS = """
    Stage {
        height: auto;
        max-width: 76;
        padding: 0 2;
        & > .stage-state { text-align: center; height: 1; }
        & > Digits { width: 1fr; text-align: center; margin: 1 0; color: $quiet; }
        &.-live > Digits { color: $foreground; text-style: bold; }
    }
    """

    def __init__(self, window: tuple[float, float], limit: float) -> None:
        """Set the stage.

        Args:
            window: Shortest and longest good answer, in seconds.
            limit: Seconds after which recording stops by itself.
        """
        super().__init__()
        self._window = window
        self._limit = limit

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Static("", markup=False, classes="stage-state")
        yield Digits("0:00")
        yield Waveform(self._limit)
        yield WindowBar(self._window, self._limit)
        yield LevelMeter()

    def wait(self, state: str, hint: str = "", digits: str = "0:00") -> None:
        """Show that nothing is recorded.

        Args:
            state: What is going on.
            hint: What to do, if anything.
            digits: What the clock shows.
        """
        self.remove_class("-live")
        self._say(Content.assemble((state, "bold"), ("   " if hint else ""), (hint, "$quiet")))
        self._show(digits, 0.0, None, NO_SOUND)

    def record(self, elapsed: float, level: Level, peaks: Samples) -> None:
        """Show the state of a recording.

        Args:
            elapsed: Seconds so far.
            level: How loud it is.
            peaks: The outline of the sound so far.
        """
        self.add_class("-live")
        self._say(describe_moment(elapsed, self._window, self._limit))
        self._show(clock(elapsed), elapsed, level, peaks)

    def _say(self, state: Content) -> None:
        self.query_one(".stage-state", Static).update(state)

    def _show(self, digits: str, elapsed: float, level: Level | None, peaks: Samples) -> None:
        self.query_one(Digits).update(digits)
        self.query_one(Waveform).peaks = peaks
        self.query_one(WindowBar).elapsed = elapsed
        self.query_one(LevelMeter).level = level
