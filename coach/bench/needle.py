"""The live needle against the result's windows: does it show, while somebody speaks, what is measured afterwards?"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coach.bench.latency import Spread, spread
from coach.delivery.pace import WINDOW_SECONDS, counted_words, measure_pace_now, words_a_minute
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan, Word
from coach.practice.listening import WordsSoFar

BLOCK_SECONDS = 0.1
"""Length of a microphone's block, after which the needle is read."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The words on the screen at one moment of a recording."""

    at: float
    """The moment, in seconds from the start."""
    words: tuple[Word, ...]
    """All of them, the ones that may still change included."""
    heard_until: float
    """Seconds up to which they are all words."""


@dataclass(frozen=True, slots=True)
class NeedleReading:
    """The needle at one moment, and what the result says about the same ten seconds."""

    at: float
    """The moment, in seconds from the start."""
    heard_until: float
    """The end of the ten seconds, in seconds from the start."""
    shown: float
    """Words a minute as the needle showed them."""
    result: float
    """Words a minute of the result."""


@dataclass(frozen=True, slots=True)
class NeedleFigures:
    """All readings of some clips."""

    clips: int
    """Clips with a reading: they last longer than a window."""
    readings: int
    """How many."""
    off: Spread | None
    """Words a minute between needle and result; None without readings."""
    behind: Spread | None
    """Seconds between what was being said and the end of what the needle stands for; None without readings."""


class RealTime:
    """Hands out a clip's blocks at the times at which a microphone would have, without waiting for them.

    The time that the listener takes over a block is measured; where it takes longer than the block lasts, the next
    ones have been waiting meanwhile.
    """

    def __init__(
        self, samples: Samples, words_so_far: Callable[[], WordsSoFar], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """Begin with the first sample.

        Args:
            samples: 16 kHz mono.
            words_so_far: Read before each block.
            clock: Seconds that pass while the listener works.
        """
        self._samples, self._words_so_far, self._clock = samples, words_so_far, clock
        self._handed_over, self._since = 0.0, clock()
        self._next = BLOCK_SECONDS
        self.glances: list[Glance] = []

    def blocks(self) -> Iterator[Samples]:
        """Yield the blocks in order."""
        step = round(BLOCK_SECONDS * SAMPLE_RATE)
        for at in range(0, len(self._samples), step):
            self._handed_over, self._since = max(self._now(), self._next), self._clock()
            self._next = (at + 2 * step) / SAMPLE_RATE
            so_far = self._words_so_far()
            self.glances.append(Glance(self._handed_over, so_far.words, so_far.heard_until))
            yield self._samples[at : at + step]

    def idle(self) -> bool:
        """Return whether the next block is not there yet."""
        return self._now() < self._next

    def _now(self) -> float:
        return self._handed_over + self._clock() - self._since


def read_needle(glances: Iterable[Glance], words: Sequence[Word]) -> tuple[NeedleReading, ...]:
    """Read the needle at each moment at which the result has a whole window for it.

    Args:
        glances: What was on the screen.
        words: What the result is made of.
    """
    if not words:
        return ()
    counted = counted_words(words)
    readings = []
    for glance in glances:
        until = glance.heard_until
        if not glance.words or not words[0].start + WINDOW_SECONDS <= until <= words[-1].end:
            continue
        shown = measure_pace_now(counted_words(glance.words), TimeSpan(min(glance.words[0].start, until), until))
        if shown is not None:
            result = words_a_minute(counted, TimeSpan(until - WINDOW_SECONDS, until))
            readings.append(NeedleReading(glance.at, until, shown, result))
    return tuple(readings)


def needle_figures(clips: Sequence[Sequence[NeedleReading]]) -> NeedleFigures:
    """Put the readings of all clips together."""
    readings = [reading for clip in clips for reading in clip]
    return NeedleFigures(
        clips=sum(1 for clip in clips if clip),
        readings=len(readings),
        off=spread([abs(each.shown - each.result) for each in readings]) if readings else None,
        behind=spread([each.at - each.heard_until for each in readings]) if readings else None,
    )
