"""The pace over time, in overlapping windows."""

from collections.abc import Sequence

from coach.domain.delivery import PaceWindow
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word

WINDOW_SECONDS = 10.0
"""About 25 words at a usual pace: one word more or less moves a window by 6 words a minute."""

STEP_SECONDS = 1.0
"""Fine enough to draw a line, and no finer than an ear follows."""

_ROUNDING = 1e-9
"""Seconds by which sums of times may miss each other."""


def measure_pace_windows(words: Sequence[Word], answer: TimeSpan) -> tuple[PaceWindow, ...]:
    """Measure the speech rate in every window that lies within the answer.

    A word belongs to the window that holds its middle, so that none is counted at both sides of a window's edge.

    Args:
        words: Words said, filled pauses left out.
        answer: From the first word to the last.

    Returns:
        In order; empty for an answer shorter than one window.
    """
    middles = [(word.start + word.end) / 2 for word in words]
    windows = []
    number = 0
    while (start := answer.start + number * STEP_SECONDS) + WINDOW_SECONDS <= answer.end + _ROUNDING:
        end = start + WINDOW_SECONDS
        count = sum(1 for middle in middles if start <= middle < end)
        windows.append(PaceWindow(TimeSpan(start, end), 60.0 * count / WINDOW_SECONDS))
        number += 1
    return tuple(windows)
