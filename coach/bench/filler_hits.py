"""Filled pauses found, missed and made up."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.bench.matching import equal_words, most_pairs
from coach.bench.spelling import FILLER
from coach.domain.timespan import TimeSpan

HIT_WITHIN = 0.3
"""Seconds between a filled pause that was said and one that was heard, up to which they are the same."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class FillerHits:
    """Counts that add up over clips."""

    said: int = 0
    """Filled pauses in the reference."""
    heard: int = 0
    """Filled pauses in the transcript."""
    hits: int = 0
    """Those that are the same, one to one."""

    @property
    def false(self) -> int:
        """Heard, but not said."""
        return self.heard - self.hits

    @property
    def precision(self) -> float | None:
        """Share of those heard that were said; None where none was heard."""
        return self.hits / self.heard if self.heard else None

    @property
    def recall(self) -> float | None:
        """Share of those said that were heard; None where none was said."""
        return self.hits / self.said if self.said else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where none was said or heard."""
        return 2 * self.hits / (self.said + self.heard) if self.said + self.heard else None

    def __add__(self, other: "FillerHits") -> "FillerHits":
        return FillerHits(self.said + other.said, self.heard + other.heard, self.hits + other.hits)


def hits_by_time(said: Sequence[TimeSpan], heard: Sequence[TimeSpan]) -> FillerHits:
    """Compare by time: a hit when the middles are at most HIT_WITHIN apart.

    Args:
        said: Each filled pause of the reference. One without a length is a single moment, and nobody knows whether
            its beginning or its middle was noted; it is hit where either is near enough.
        heard: Each filled pause of the transcript.
    """
    candidates = [[place for place, each in enumerate(said) if _near(each, span)] for span in heard]
    return FillerHits(len(said), len(heard), len(most_pairs(candidates)))


def hits_by_alignment(said: Sequence[str], heard: Sequence[str]) -> FillerHits:
    """Compare by place among the words, where the reference has no times: a hit when the word alignment pairs them.

    Args:
        said: The words of the reference, from `verbatim_words`.
        heard: The words of the transcript, normalised alike.
    """
    pairs = equal_words(said, heard, FILLER)
    hits = sum(1 for place, _ in pairs if said[place] == FILLER)
    return FillerHits(said.count(FILLER), heard.count(FILLER), hits)


def _near(said: TimeSpan, heard: TimeSpan) -> bool:
    apart = [abs((heard.start + heard.end) / 2 - (said.start + said.end) / 2)]
    if said.seconds == 0:
        apart.append(abs(heard.start - said.start))
    return min(apart) <= HIT_WITHIN + _ROUNDING
