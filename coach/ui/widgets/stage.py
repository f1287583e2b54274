"""Where an answer happens: what is going on, the clock, the window, the level."""

import numpy as np
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Digits, Static

from coach.domain.recording import Level, LevelWarning, Samples
from coach.practice.clock import Moment, read_clock
from coach.ui.widgets.waveform import Waveform
from coach.wording import clock

NO_SOUND: Samples = np.zeros(0, dtype=np.float32)
"""The outline of nothing."""


FLOOR_DBFS = -60.0
"""Quieter than this the bar is empty."""


QUIET_DBFS = -45.0
"""Speech below this is hard to transcribe."""


LOUD_DBFS = -8.0
"""Speech above this is close to clipping."""


_LABEL_WIDTH, _WORD_WIDTH = 7, 17


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

    def record(self, elapsed: float, level: Level, peaks: Samples, *, calm: bool = False) -> None:
        """Show the state of a recording.

        Args:
            elapsed: Seconds so far.
            level: How loud it is.
            peaks: The outline of the sound so far.
            calm: Whether nothing is said of the length but that it ends soon.
        """
        self.add_class("-live")
        self._say(describe_moment(elapsed, self._window, self._limit, calm=calm))
        self._show(clock(elapsed), elapsed, level, peaks)

    def _say(self, state: Content) -> None:
        self.query_one(".stage-state", Static).update(state)

    def _show(self, digits: str, elapsed: float, level: Level | None, peaks: Samples) -> None:
        self.query_one(Digits).update(digits)
        self.query_one(Waveform).peaks = peaks
        self.query_one(WindowBar).elapsed = elapsed
        self.query_one(LevelMeter).level = level


def describe_window(window: tuple[float, float], limit: float) -> str:
    """Return how long an answer should be, and where it is cut off."""
    return f"{window[0]:.0f} to {window[1]:.0f} s, stops at {clock(limit)}"


def describe_moment(elapsed: float, window: tuple[float, float], limit: float, *, calm: bool = False) -> Content:
    """Return what the clock means while recording.

    Args:
        elapsed: Seconds so far.
        window: Shortest and longest good answer, in seconds.
        limit: Seconds after which recording stops by itself.
        calm: Whether nothing is said but that it ends soon.
    """
    reading = read_clock(elapsed, window, limit)
    recording = ("● Recording", "$error bold")
    if reading.countdown is not None:
        return Content.assemble(recording, "   ", (f"stops in {reading.countdown} s", "$warning bold"))
    if calm:
        return Content.assemble(recording)
    words = {
        Moment.BEFORE: f"aim for {clock(window[0])} to {clock(window[1])}",
        Moment.INSIDE: "a good length, stop when you are done",
        Moment.AFTER: "long, wrap it up",
    }
    style = "$warning" if reading.moment is Moment.AFTER else "$quiet"
    return Content.assemble(recording, "   ", (words.get(reading.moment, "stopped"), style))


class WindowBar(Widget):
    """The bar; its end is the limit of the recording."""

    DEFAULT_CSS = "WindowBar { height: 2; }"

    elapsed: reactive[float] = reactive(0.0)
    """Seconds so far."""

    def __init__(self, window: tuple[float, float], limit: float) -> None:
        """Draw an empty bar.

        Args:
            window: Shortest and longest good answer, in seconds.
            limit: Seconds at its right end.
        """
        super().__init__()
        self._window = window
        self._limit = limit

    def render(self) -> Content:
        """Draw the bar at the width it has."""
        return draw_bar(max(1, self.content_size.width), self.elapsed, self._window, self._limit)


def draw_bar(width: int, elapsed: float, window: tuple[float, float], limit: float) -> Content:
    """Draw two lines: the bar with the window as its thick part, and its times.

    Args:
        width: Cells.
        elapsed: Seconds so far.
        window: Shortest and longest good answer, in seconds.
        limit: Seconds at the bar's right end.
    """
    parts: list[tuple[str, str]] = []
    for cell in range(width):
        seconds = (cell + 0.5) * limit / width
        inside = window[0] <= seconds < window[1]
        if seconds <= elapsed:
            parts.append(("█" if inside else "▄", "$primary" if inside else "$primary 70%"))
        else:
            parts.append(("▒" if inside else "▁", "$quiet" if inside else "$faint"))
    return Content.assemble(*parts) + "\n" + Content.styled(_times(width, window, limit), "$quiet")


def _times(width: int, window: tuple[float, float], limit: float) -> str:
    line = [" "] * width
    for seconds, text in ((limit, clock(limit)), (window[1], clock(window[1])), (window[0], clock(window[0]))):
        at = min(round(seconds * width / limit), width - len(text))
        if all(cell == " " for cell in line[max(0, at - 1) : at + len(text) + 1]):
            line[at : at + len(text)] = text
    if all(cell == " " for cell in line[:5]):
        line[:4] = "0:00"
    return "".join(line)


class LevelMeter(Widget):
    """A level as a bar and a word."""

    DEFAULT_CSS = "LevelMeter { height: 1; }"

    level: reactive[Level | None] = reactive(None)
    """The level; None while nothing is recorded."""

    def render(self) -> Content:
        """Draw the bar."""
        word, style = level_word(self.level)
        width = max(4, self.content_size.width - _LABEL_WIDTH - _WORD_WIDTH)
        filled = bar_length(self.level.rms_dbfs, width) if self.level else 0
        return Content.assemble(
            ("level".ljust(_LABEL_WIDTH), "$quiet"),
            ("━" * filled, style),
            ("─" * (width - filled), "$faint"),
            "  ",
            (word.rjust(_WORD_WIDTH - 2), style),
        )


def level_word(level: Level | None) -> tuple[str, str]:
    """Return how good a level is: a word, and the style that goes with it."""
    if level is None:
        return "off", "$quiet"
    if level.warning is LevelWarning.CLIPPING:
        return "! too loud", "$error bold"
    if level.warning is LevelWarning.SILENT:
        return "! silent", "$warning bold"
    if level.rms_dbfs < QUIET_DBFS:
        return "quiet", "$quiet"
    return ("loud", "$warning") if level.rms_dbfs > LOUD_DBFS else ("good", "$success")


def bar_length(rms_dbfs: float, width: int) -> int:
    """Cells of a bar of `width` cells that a level fills."""
    share = (rms_dbfs - FLOOR_DBFS) / -FLOOR_DBFS
    return round(width * min(1.0, max(0.0, share)))
