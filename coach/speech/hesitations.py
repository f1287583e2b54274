"""Finds filled pauses by their sound, and puts those that were heard as a hum beside those that the recogniser spelled.

A hum is voiced sound that stands still in pitch and spectrum, as filled pauses do and words hardly ever.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from coach.domain.transcript import TimeSpan, Word
from coach.domain.word_lists import is_filled_pause
from coach.speech.voice_track import FRAME_SECONDS, Frames, VoiceTrack, noise_level

HEARD_AS = "uh"
"""How a filled pause is written that was heard, not spelled."""

HEARD_PROBABILITY = 0.5
"""What a filled pause gets for probability that was found by its sound: the recogniser said nothing about it."""

REACH = 0.15
"""Seconds by which a spelled filler's times may miss its sound."""

INSIDE = 0.6
"""Share of a hum that must lie where a filler was spelled for the two to be one: most of it, since the recogniser's
times are coarse. Chosen, not measured."""

SET_OFF = 0.3
"""Seconds around a hum among other words that must be silent, or it is a lengthened word ("aaand")."""

LEAST_QUIET = 0.25
"""Seconds of SET_OFF that are quiet at least."""

QUIETER = 15.0
"""Decibels under the hum that count as quiet."""

LONGEST = 2.5
"""Seconds; what hums for longer is no filled pause."""

NEAR_WORDS = 3.0
"""Seconds between a hum and the next or last word; farther away it may be anything."""

LOUD_PERCENTILE = 90
"""Of the levels of a stretch, the one that stands for its loud speech."""

SOFTER = 25.0
"""Decibels under the loud speech of the stretch; what is softer comes from somewhere else."""

OWN_VOICE = 0.08
"""Seconds of voiced sound that every other word must have besides the hum, or the hum is that word."""

LEAST_VOICED = 0.08
"""Seconds of voiced sound within a spelled filler; a breath or a click has none."""

LOUDER_HALF = 60
"""Percentile of the levels from which frames are speech where its voicing is looked at: pauses are quieter."""

CLEARLY_VOICED = 0.75
"""Voicing of the middle of the speech from which a missing voice says something; noise hides voices under 0.5."""

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


@dataclass(frozen=True, slots=True)
class Recovered:
    """The words of one stretch together with its filled pauses."""

    words: tuple[Word, ...]
    """In order; filled pauses that were heard, not spelled, have `spelled` False."""
    hummed: tuple[TimeSpan, ...] = ()
    """Where filled pauses were heard as a hum, spelled or not."""


def recover_hesitations(words: Sequence[Word], track: VoiceTrack, start: float, end: float) -> Recovered:
    """Look for filled pauses in the sound of one stretch.

    Args:
        words: The words that the recogniser heard there, in order.
        track: The recording so far; depends on nothing behind `end`.
        start: Seconds from the start of the recording.
        end: Seconds from the start of the recording.
    """
    frames = track.between(start, end)
    if not words or not len(frames):
        return Recovered(tuple(words))
    hums = find_hums(frames, noise_level(track.levels_until(end)))
    found = _with_hums(words, hums, frames)
    taken = {word.span for word in found}
    return Recovered(tuple(found), tuple(hum.span for hum in hums if hum.span in taken))


def _with_hums(words: Sequence[Word], hums: Sequence[Hum], frames: Frames) -> list[Word]:
    """Add hums as fillers, give spelled fillers the times of their hums, and drop spelled ones without any voice.

    Args:
        words: The words of one stretch, in order.
        hums: Those of the same stretch, in order.
        frames: The sound of the same stretch.
    """
    left = list(hums)
    result: list[Word] = []
    for filled, group in itertools.groupby(words, key=lambda word: is_filled_pause(word.text)):
        if filled:
            spelled = list(group)
            region = TimeSpan(spelled[0].start - REACH, spelled[-1].end + REACH)
            inside = [hum for hum in left if region.overlap(hum.span) > INSIDE * hum.span.seconds]
            left = [hum for hum in left if hum not in inside]
            result += _matched(spelled, inside)
        else:
            result += group
    heard = [
        Word(HEARD_AS, hum.span.start, hum.span.end, HEARD_PROBABILITY, spelled=False)
        for hum in left
        if _stands_alone(hum, words, frames)
    ]
    result = [word for word in result if not _voiceless_filler(word, frames)]
    return sorted([*result, *heard], key=lambda word: word.start)


def _matched(spelled: list[Word], hums: list[Hum]) -> list[Word]:
    """Match fillers and hums in order, each as near as possible; hums left over become fillers of their own."""
    said, sounds = [word.start for word in spelled], [hum.span.start for hum in hums]
    if len(said) <= len(sounds):
        hum_of = dict(enumerate(_pair_in_order(said, sounds)))
    else:
        hum_of = {word: hum for hum, word in enumerate(_pair_in_order(sounds, said))}
    words = [
        replace(word, start=hums[hum_of[index]].span.start, end=hums[hum_of[index]].span.end)
        if index in hum_of
        else word
        for index, word in enumerate(spelled)
    ]
    words += [
        Word(HEARD_AS, hum.span.start, hum.span.end, HEARD_PROBABILITY, spelled=False)
        for index, hum in enumerate(hums)
        if index not in hum_of.values()
    ]
    return sorted(words, key=lambda word: word.start)


def _pair_in_order(few: Sequence[float], many: Sequence[float]) -> list[int]:
    """Pair each of a few moments with one of many, in order, so that the distances add up to the least.

    Args:
        few: Seconds, in order, not more than there are in `many`.
        many: Seconds, in order.

    Returns:
        For each of `few` the index of its partner.
    """
    best = np.full((len(few) + 1, len(many) + 1), np.inf)
    best[0] = 0.0
    for row, moment in enumerate(few, start=1):
        for column, other in enumerate(many, start=1):
            best[row, column] = min(best[row, column - 1], best[row - 1, column - 1] + abs(moment - other))
    partners: list[int] = []
    column = len(many)
    for row in range(len(few), 0, -1):
        while column > row and best[row, column] == best[row, column - 1]:
            column -= 1
        column -= 1
        partners.append(column)
    return partners[::-1]


def _stands_alone(hum: Hum, words: Sequence[Word], frames: Frames) -> bool:
    """Return whether a hum can be none of the words around it: silence on both sides, and each has its own voice."""
    before = TimeSpan(hum.span.start - SET_OFF, hum.span.start - FRAME_SECONDS)
    behind = TimeSpan(hum.span.end + FRAME_SECONDS, hum.span.end + SET_OFF)
    speech_level = float(np.percentile(frames.level, LOUD_PERCENTILE))
    far = min(max(word.start - hum.span.end, hum.span.start - word.end) for word in words) > NEAR_WORDS
    if far or hum.span.seconds > LONGEST or hum.level < speech_level - SOFTER:
        return False
    quiet = hum.level - QUIETER
    if max(_loud_seconds(before, frames, quiet), _loud_seconds(behind, frames, quiet)) > SET_OFF - LEAST_QUIET:
        return False
    near = [word for word in words if word.start < behind.end and word.end > before.start]
    return all(_voiced_seconds(word.span, frames, besides=hum.span) >= OWN_VOICE for word in near)


def _voiceless_filler(word: Word, frames: Frames) -> bool:
    if not word.spelled or not is_filled_pause(word.text):
        return False
    loud = frames.level >= np.percentile(frames.level, LOUDER_HALF)
    if not loud.any() or float(np.median(frames.voicing[loud])) < CLEARLY_VOICED:
        return False
    return _voiced_seconds(TimeSpan(word.start - REACH, word.end + REACH), frames) < LEAST_VOICED


def _voiced_seconds(span: TimeSpan, frames: Frames, besides: TimeSpan | None = None) -> float:
    inside = frames.inside([span])
    if besides is not None:
        inside &= ~frames.inside([besides])
    return float(np.count_nonzero(inside & (frames.voicing >= VOICED_FROM))) * FRAME_SECONDS


def _loud_seconds(span: TimeSpan, frames: Frames, level: float) -> float:
    return float(np.count_nonzero(frames.inside([span]) & (frames.level >= level))) * FRAME_SECONDS


def find_hums(frames: Frames, noise: float) -> tuple[Hum, ...]:
    """Find hums.

    Args:
        frames: The stretch to look at.
        noise: Level of the noise, in decibels.
    """
    if not len(frames):
        return ()
    voiced = (frames.voicing >= VOICED_FROM) & (frames.level >= noise + LOUDER_THAN_NOISE)
    tone = 12 * np.log2(np.maximum(frames.pitch, 1.0))  # semitones, of which an octave has twelve
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
    """Return stretches that are true and in which each but the first follows the one before: from, up to."""
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
