"""Silent pauses, from where the voice-activity detector heard nothing; word times are too coarse around silence."""

from collections.abc import Sequence
from itertools import pairwise

from coach.domain.timespan import TimeSpan

LEAST_PAUSE_SECONDS = 0.25
"""Shorter silences belong to articulation; the usual cut-off in fluency research (De Jong & Bosker 2013)."""


def silent_pauses(speech: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Give the silences between stretches of speech; those before the first and after the last do not count.

    Args:
        speech: Where speech was heard, in order, not overlapping.
    """
    between = (TimeSpan(before.end, after.start) for before, after in pairwise(speech))
    return tuple(pause for pause in between if pause.seconds >= LEAST_PAUSE_SECONDS)
