"""Speech that no word covers: what a recogniser lost without a word."""

from collections.abc import Sequence

from coach.domain.timespan import TimeSpan

REACH = 0.35
"""Seconds that a word reaches beyond its times, which are that coarse at worst."""

LONGEST_WORD = 1.6
"""Seconds that a word can cover: alignment stretches the last word before a lost stretch over all of it."""

LEAST = 0.3
"""Seconds from which a stretch without words counts; shorter ones are breaths and slack in the times."""


def uncovered(speech: Sequence[TimeSpan], words: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Give the stretches of speech that no word covers.

    Args:
        speech: Where the voice-activity detector heard speech, in order.
        words: When each word was said.
    """
    covers = sorted((word.start - REACH, min(word.end, word.start + LONGEST_WORD) + REACH) for word in words)
    holes: list[TimeSpan] = []
    for stretch in speech:
        at = stretch.start
        for start, end in covers:
            if start >= stretch.end:
                break
            if start > at:
                holes.append(TimeSpan(at, start))
            at = max(at, end)
        if at < stretch.end:
            holes.append(TimeSpan(at, stretch.end))
    return tuple(hole for hole in holes if hole.seconds >= LEAST)
