"""How fast somebody speaks just now, against the zone that needs no remark."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.scoring.bands import QUIET_PACE

SCALE = (60.0, 220.0)
"""Words a minute at the gauge's ends; what lies beyond is drawn at the end."""

_LABEL_WIDTH, _WORD_WIDTH = 7, 17


def pace_word(pace: float | None) -> tuple[str, str]:
    """Say a pace: a number with a word, and the style that goes with it."""
    if pace is None:
        return "–", "$quiet"
    if pace < QUIET_PACE[0]:
        return f"{pace:.0f} wpm, slow", "$warning"
    if pace > QUIET_PACE[1]:
        return f"{pace:.0f} wpm, fast", "$warning"
    return f"{pace:.0f} wpm, good", "$success"


def draw_gauge(width: int, pace: float | None) -> Content:
    """Draw the scale with its quiet zone as the double line, and a needle.

    Args:
        width: Cells.
        pace: Words a minute; None draws no needle.
    """
    zone = tuple(_cell(limit, width) for limit in QUIET_PACE)
    needle = None if pace is None else _cell(pace, width)
    parts = []
    for cell in range(width):
        inside = zone[0] <= cell <= zone[1]
        if cell == needle:
            parts.append(("●", f"{pace_word(pace)[1]} bold"))
        else:
            parts.append(("═" if inside else "─", "$quiet" if inside else "$faint"))
    return Content.assemble(*parts)


def _cell(pace: float, width: int) -> int:
    share = (pace - SCALE[0]) / (SCALE[1] - SCALE[0])
    return min(width - 1, max(0, round(share * (width - 1))))


class PaceGauge(Widget):
    """The pace of the last ten seconds that have been heard; it falls in a pause."""

    DEFAULT_CSS = "PaceGauge { height: 1; }"

    pace: reactive[float | None] = reactive(None)
    """Words a minute; None where there is nothing to tell."""

    def render(self) -> Content:
        """Draw the gauge."""
        word, style = pace_word(self.pace)
        width = max(4, self.content_size.width - _LABEL_WIDTH - _WORD_WIDTH)
        label = Content.styled("pace".ljust(_LABEL_WIDTH), "$quiet")
        return label + draw_gauge(width, self.pace) + "  " + Content.styled(word.rjust(_WORD_WIDTH - 2), style)
