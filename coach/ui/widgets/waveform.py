"""The outline of a sound as rows of block characters."""

from math import log10

import numpy as np
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coach.audio.envelope import STEP_SECONDS
from coach.domain.recording import Samples

FLOOR_DBFS = -48.0
"""Peaks below this draw the thinnest line: the noise of a quiet room."""

_BLOCKS = " ▁▂▃▄▅▆▇█"
_LEVELS = len(_BLOCKS) - 1


def fit_peaks(peaks: Samples, width: int, *, seconds: float | None = None) -> Samples:
    """Bring an outline to a number of cells, each the largest value that falls into it.

    Args:
        peaks: One value for each tenth of a second, 0.0 to 1.0.
        width: Cells.
        seconds: The time that all cells together stand for; None for the length of the outline.

    Returns:
        Shape (cells,), where cells is `width` or less: later cells, to which nothing belongs yet, are left out.
    """
    steps = len(peaks) if seconds is None else seconds / STEP_SECONDS
    if len(peaks) == 0 or width <= 0 or steps <= 0:
        return np.zeros(0, dtype=np.float32)
    begins = np.floor(np.arange(width) * steps / width).astype(int)
    ends = np.maximum(begins + 1, np.ceil(np.arange(1, width + 1) * steps / width).astype(int))
    cells = [peaks[begin:end].max() for begin, end in zip(begins, ends, strict=True) if begin < len(peaks)]
    return np.asarray(cells, dtype=np.float32)


def draw_waveform(
    peaks: Samples, width: int, rows: int = 1, *, seconds: float | None = None, style: str = "$primary"
) -> Content:
    """Draw an outline; every cell that has sound shows at least a thin line.

    Args:
        peaks: One value for each tenth of a second, 0.0 to 1.0.
        width: Cells of each row.
        rows: Lines of characters.
        seconds: The time that the whole width stands for; None for the length of the outline.
        style: How it is drawn.
    """
    heights = [_height(peak, rows) for peak in fit_peaks(peaks, width, seconds=seconds).tolist()]
    lines = []
    for row in range(rows - 1, -1, -1):
        line = "".join(_BLOCKS[min(_LEVELS, max(0, height - row * _LEVELS))] for height in heights)
        lines.append(Content.styled(line.ljust(width), style))
    return Content("\n").join(lines)


def _height(peak: float, rows: int) -> int:
    """Return the height of a peak in eighths of a row, 1 to 8 x rows, in proportion to its decibels."""
    share = 1.0 - 20.0 * log10(max(peak, 1e-6)) / FLOOR_DBFS
    return max(1, min(rows * _LEVELS, round(share * rows * _LEVELS)))


class Waveform(Widget):
    """The outline of a recording while it grows, from the left towards its limit."""

    DEFAULT_CSS = "Waveform { height: 2; }"

    peaks: reactive[Samples] = reactive(lambda: np.zeros(0, dtype=np.float32), always_update=True)
    """The outline so far."""

    def __init__(self, limit: float) -> None:
        """Draw nothing yet.

        Args:
            limit: Seconds at the right end.
        """
        super().__init__()
        self._limit = limit

    def render(self) -> Content:
        """Draw it at the width and height it has."""
        width, rows = max(1, self.content_size.width), max(1, self.content_size.height)
        return draw_waveform(self.peaks, width, rows, seconds=self._limit)
