"""Says exactly where somebody was silent: the voice-activity detector finds the pauses, the level finds their edges."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from coach.domain.transcript import TimeSpan
from coach.speech.voice_track import FRAME_SECONDS, Frames, noise_level

SHORTEST_SILENCE = 0.2
"""Seconds of silence that part two stretches of speech; the closure of a stop consonant is shorter."""

WAY_TO_SPEECH = 0.35
"""Threshold of silence: so far from the noise's level to the speech's, in decibels. Measured beside fixed thresholds,
it found most pauses without a false one."""

SPEECH_PERCENTILE = 75
"""Of the levels within speech, the one that stands for the speech."""

LONGEST_TAIL = 0.2
"""Seconds by which the detector's edges may be off; a breath behind a word is longer or apart from it."""

LEAST_LEVELS_APART = 6.0
"""Decibels between noise and speech below which levels say nothing."""

EDGES_LEVELS_APART = 25.0
"""Decibels between noise and speech from which the level's edges are better than the detector's: measured with silences
of known length, within 0.01 s in the median against 0.03 s; with 20 dB they are worse."""

MOST_LEVELS_APART = 40.0
"""Decibels between noise and speech that are made use of; under digital silence lie echoes and breaths."""


def refine_speech(speech: Sequence[TimeSpan], frames: Frames, voiced: Iterable[TimeSpan] = ()) -> tuple[TimeSpan, ...]:
    """Move the edges of speech to where the level rises and falls, and split it where it was silent inside.

    Args:
        speech: Where the voice-activity detector heard speech, in order.
        frames: The whole recording.
        voiced: Further stretches that are speech: hums, for which the detector is deaf.

    Returns:
        Where somebody spoke, in order, at least SHORTEST_SILENCE apart.
    """
    together = merge([*speech, *voiced])
    if not together or not len(frames):
        return together
    spoken = frames.inside(together)
    noise = noise_level(frames.level)
    loudness = float(np.percentile(frames.level[spoken], SPEECH_PERCENTILE)) if spoken.any() else noise
    noise = max(noise, loudness - MOST_LEVELS_APART)
    if loudness - noise < LEAST_LEVELS_APART:
        return together
    loud = frames.level >= noise + WAY_TO_SPEECH * (loudness - noise)
    _split(spoken, loud)
    if loudness - noise >= EDGES_LEVELS_APART:
        _move_edges(spoken, loud)
    half = FRAME_SECONDS / 2
    return merge(TimeSpan(frames.seconds(a) - half, frames.seconds(b - 1) + half) for a, b in _runs(spoken))


def merge(spans: Iterable[TimeSpan], nearer_than: float = SHORTEST_SILENCE) -> tuple[TimeSpan, ...]:
    """Put stretches in order and join those that touch or are nearer to each other than `nearer_than` seconds."""
    merged: list[TimeSpan] = []
    for span in sorted(spans):
        if merged and span.start - merged[-1].end < nearer_than:
            merged[-1] = TimeSpan(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _runs(true: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the stretches that are true: from, up to."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], true, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _split(spoken: npt.NDArray[np.bool_], loud: npt.NDArray[np.bool_]) -> None:
    """Leave out silences inside speech; those at its edges are another matter."""
    least = round(SHORTEST_SILENCE / FRAME_SECONDS)
    for first, last in _runs(spoken):
        for begin, end in _runs(~loud[first:last]):
            if begin > 0 and end < last - first and end - begin >= least:
                spoken[first + begin : first + end] = False


def _move_edges(spoken: npt.NDArray[np.bool_], loud: npt.NDArray[np.bool_]) -> None:
    """Leave out silence at the edges of speech, and take in what goes on being loud beyond them, up to LONGEST_TAIL."""
    most = round(LONGEST_TAIL / FRAME_SECONDS)
    for first, last in _runs(spoken):
        inside = first + np.flatnonzero(loud[first:last])
        if not len(inside):
            continue
        spoken[first : inside[0]] = spoken[inside[-1] + 1 : last] = False
        ahead = loud[max(0, first - most) : first][::-1]
        spoken[first - _while_true(ahead) : first] |= loud[first]
        behind = loud[last : last + most]
        spoken[last : last + _while_true(behind)] |= loud[last - 1]


def _while_true(values: npt.NDArray[np.bool_]) -> int:
    """Count how many are true before the first that is not."""
    return int(np.argmin(values)) if not values.all() else len(values)
