"""Puts filled pauses that were heard as a hum beside those that the recogniser spelled."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.domain.filled_pause import is_filled_pause
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.speech.frames import Frames
from coach.speech.hums import FRAME_SECONDS, VOICED_FROM, Hum, find_hums, noise_level
from coach.speech.voice_track import VoiceTrack

HEARD_AS = "uh"
"""How a filled pause is written that was heard, not spelled."""

HEARD_PROBABILITY = 0.5
"""What a filled pause gets for probability that was found by its sound: the recogniser said nothing about it."""

REACH = 0.15
"""Seconds by which a spelled filler's times may miss its sound."""

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

CLEARLY_VOICED = 0.75
"""Voicing of the middle of the speech from which a missing voice says something; noise hides voices under 0.5."""


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
    found = with_hums(words, hums, frames)
    taken = {word.span for word in found}
    return Recovered(tuple(found), tuple(hum.span for hum in hums if hum.span in taken))


def with_hums(words: Sequence[Word], hums: Sequence[Hum], frames: Frames) -> list[Word]:
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
            inside = [hum for hum in left if region.overlap(hum.span) > 0.6 * hum.span.seconds]
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
    """Tell whether a hum among other words can be none of them: silence around it, and each has a voice of its own."""
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
    loud = frames.level >= np.percentile(frames.level, 60)
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
