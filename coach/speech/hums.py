"""Finds voiced sound that stands still in pitch and spectrum, as filled pauses do and words hardly ever."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.domain.recording import SAMPLE_RATE
from coach.domain.timespan import TimeSpan
from coach.speech.frames import HOP, Frames, Values

FRAME_SECONDS = HOP / SAMPLE_RATE

NOISE_PERCENTILE = 5
"""Of all levels, the one that stands for the noise."""

VOICED_FROM = 0.6
"""Autocorrelation from which a frame is voiced; clear vowels have 0.9 and more, noise under 0.4."""

STEADY_CHANGE = 1.6
"""Change of the spectrum in a frame up to which it stands still; inside words it reaches 2 to 5."""

STEADY_MEAN = 0.95
"""Mean change over a steady stretch: hums have 0.3 to 0.9, long vowels of words seldom under 1."""

MOST_GLIDE = 0.8
"""Semitones from one frame to the next; more is another sound."""

MOST_WANDERING = 0.9
"""Standard deviation of the pitch over a steady stretch, in semitones; words move by more (Shriberg 1994 describes
the flat, falling pitch of filled pauses)."""

LEAST_STEADY = 0.2
"""Seconds that the steady part lasts at least."""

LEAST_HUM = 0.28
"""Seconds that a filled pause lasts at least, edges included; um and uh alone usually last 0.3 s and more."""

LOUDER_THAN_NOISE = 8.0
"""Decibels above the noise."""

BRIDGE = 0.12
"""Seconds between two steady stretches of one filled pause: from the vowel to the m of "um"."""


@dataclass(frozen=True, slots=True)
class Hum:
    """One steady voiced stretch."""

    span: TimeSpan
    """From where the voice sets in to where it ends."""
    level: float
    """Mean level in decibels relative to full scale."""


def noise_level(levels: Values) -> float:
    """Estimate the level of the noise, in decibels: what the quietest twentieth of the frames stays under.

    Args:
        levels: Levels of frames, in decibels, shape (n,).
    """
    return float(np.percentile(levels, NOISE_PERCENTILE)) if len(levels) else 0.0


def find_hums(frames: Frames, noise: float) -> tuple[Hum, ...]:
    """Find hums.

    Args:
        frames: The stretch to look at.
        noise: Level of the noise, in decibels.
    """
    if not len(frames):
        return ()
    voiced = (frames.voicing >= VOICED_FROM) & (frames.level >= noise + LOUDER_THAN_NOISE)
    tone = 12 * np.log2(np.maximum(frames.pitch, 1.0))
    follows = np.concatenate(([False], np.abs(np.diff(tone)) <= MOST_GLIDE))
    still = voiced & (frames.change <= STEADY_CHANGE)
    steady = [
        (first, last)
        for first, last in _runs(still, follows)
        if (last - first) * FRAME_SECONDS >= LEAST_STEADY
        and float(frames.change[first:last].mean()) <= STEADY_MEAN
        and float(tone[first:last].std()) <= MOST_WANDERING
    ]
    merged: list[tuple[int, int]] = []
    for first, last in steady:
        bridge = round(BRIDGE / FRAME_SECONDS)
        if merged and first - merged[-1][1] <= bridge:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    hums = (_hum(frames, voiced, first, last) for first, last in merged)
    return tuple(hum for hum in hums if hum.span.seconds >= LEAST_HUM)


def _runs(true: npt.NDArray[np.bool_], follows: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give stretches that are true and in which each but the first follows the one before: from, up to."""
    runs: list[tuple[int, int]] = []
    for index in np.flatnonzero(true):
        if runs and runs[-1][1] == index and follows[index]:
            runs[-1] = (runs[-1][0], int(index) + 1)
        else:
            runs.append((int(index), int(index) + 1))
    return runs


def _hum(frames: Frames, voiced: npt.NDArray[np.bool_], first: int, last: int) -> Hum:
    """Reach out to where the voice sets in and ends, at most BRIDGE to either side."""
    most = round(BRIDGE / FRAME_SECONDS)
    begin, end = first, last
    while begin > max(0, first - most) and voiced[begin - 1]:
        begin -= 1
    while end < min(len(voiced), last + most) and voiced[end]:
        end += 1
    span = TimeSpan(frames.seconds(begin) - FRAME_SECONDS / 2, frames.seconds(end - 1) + FRAME_SECONDS / 2)
    return Hum(span, float(frames.level[first:last].mean()))
