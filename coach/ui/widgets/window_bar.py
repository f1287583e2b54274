"""The length of an answer so far, drawn against the window of a good answer."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.report.moments import clock


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
