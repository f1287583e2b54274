"""The longest time spoken without a silent pause, the "length of run" of fluency research."""

from collections.abc import Sequence

from coach.delivery.pauses import LEAST_PAUSE_SECONDS
from coach.domain.timespan import TimeSpan


def longest_stretch(speech: Sequence[TimeSpan]) -> TimeSpan | None:
    """Find the longest run of speech; silences too short for a pause do not end one.

    Args:
        speech: Where speech was heard, in order, not overlapping.

    Returns:
        The first of the longest; None where nothing was said.
    """
    runs: list[TimeSpan] = []
    for span in speech:
        if runs and span.start - runs[-1].end < LEAST_PAUSE_SECONDS:
            runs[-1] = TimeSpan(runs[-1].start, span.end)
        else:
            runs.append(span)
    return max(runs, key=lambda run: run.seconds, default=None)
