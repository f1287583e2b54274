"""A stretch of time within a recording."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """From one moment of a recording to a later one."""

    start: float
    """Seconds from the start of the recording."""
    end: float
    """Seconds from the start of the recording; not before `start`."""

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    def overlap(self, other: "TimeSpan") -> float:
        """Seconds that both stretches share; 0.0 when they do not meet."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


def total_seconds(spans: Iterable[TimeSpan]) -> float:
    """Add up the lengths of stretches that do not overlap, in seconds."""
    return sum(span.seconds for span in spans)
