"""How loud the microphone hears you, as a bar and a word."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.domain.recording import Level, LevelWarning

FLOOR_DBFS = -60.0
"""Quieter than this the bar is empty."""

QUIET_DBFS = -45.0
"""Speech below this is hard to transcribe."""

LOUD_DBFS = -8.0
"""Speech above this is close to clipping."""

_LABEL_WIDTH, _WORD_WIDTH = 7, 17


def level_word(level: Level | None) -> tuple[str, str]:
    """Say how good a level is: a word, and the style that goes with it."""
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
