"""What a recogniser made of the clips."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.bench.needle import NeedleReading
from coach.bench.spelling import FILLER, verbatim_words
from coach.domain.filled_pause import is_filled_pause
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What was heard in one clip."""

    words: tuple[Word, ...]
    """In order."""
    pauses: tuple[TimeSpan, ...]
    """Silent pauses, as this way of listening finds them."""
    seconds: float
    """Length of the clip."""
    work_seconds: float
    """Time that it took."""
    speech: tuple[TimeSpan, ...] = ()
    """Where the voice-activity detector heard speech; empty where the way of listening has none."""
    processor_seconds: float = 0.0
    """Time that all threads together kept the processor busy with it."""
    trusted: bool | None = None
    """Whether the program would give verdicts on it; None where the way of listening cannot tell."""
    needle: tuple[NeedleReading, ...] = ()
    """What the needle showed meanwhile; empty where it was not looked at."""

    @property
    def text(self) -> str:
        """All words in one line."""
        return " ".join(word.text for word in self.words)

    @property
    def verbatim(self) -> list[str]:
        """Its words, normalised like a reference."""
        return [said for word in self.words for said in ([FILLER] if is_filler(word) else verbatim_words(word.text))]

    @property
    def filler_times(self) -> tuple[TimeSpan, ...]:
        """When each filled pause was heard."""
        return tuple(word.span for word in self.words if is_filler(word))


@dataclass(frozen=True, slots=True)
class SystemRun:
    """What one way of listening made of all clips."""

    system: str
    """Its name, as it heads a column."""
    hypotheses: tuple[Hypothesis, ...]
    """One for each clip, in the same order."""
    peak_memory_mb: float | None
    """Most memory of a fresh process that did nothing else, in megabytes; None where the system does not tell."""
    memory_before_mb: float | None = None
    """What that process took before it loaded a detector or Whisper; None where the system does not tell."""


def is_filler(word: Word) -> bool:
    """Tell whether a word is a filled pause, spelled or found by its sound."""
    return not word.spelled or is_filled_pause(word.text)


def gaps(words: Sequence[Word], least: float) -> tuple[TimeSpan, ...]:
    """Give the times between words, which is all that a plain transcript knows of pauses.

    Args:
        words: In order.
        least: Seconds from which a gap is given.
    """
    between = (TimeSpan(before.end, after.start) for before, after in pairwise(words) if after.start > before.end)
    return tuple(gap for gap in between if gap.seconds >= least)
