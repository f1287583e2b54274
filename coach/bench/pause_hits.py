"""Silent pauses found, missed and made up, and how far off their times are."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from coach.domain.timespan import TimeSpan

LEAST_PAUSE = 0.3
"""Seconds above which a pause must be found, and from which one that is not there counts as false."""


NEAR = 0.1
"""Seconds by which the start and the end of an exact find are off at most."""


@dataclass(frozen=True, slots=True)
class PauseHits:
    """Counts that add up over clips."""

    said: int = 0
    """Pauses of the reference that are longer than LEAST_PAUSE."""
    found: int = 0
    """Those of them that were found."""
    false: int = 0
    """Pauses found, longer than LEAST_PAUSE, where the reference has none of any length."""
    errors: tuple[float, ...] = ()
    """Seconds by which the start and the end of each pause found are off, two numbers a pause."""

    @property
    def recall(self) -> float | None:
        """Share of the reference's pauses found; None where it has none."""
        return self.found / self.said if self.said else None

    @property
    def exact(self) -> int:
        """How many were found with both start and end within NEAR seconds."""
        return sum(1 for pair in zip(self.errors[::2], self.errors[1::2], strict=True) if max(pair) <= NEAR)

    @property
    def median_error(self) -> float | None:
        """Median of `errors`, in seconds; None where nothing was found."""
        return median(self.errors) if self.errors else None

    @property
    def worst_error(self) -> float | None:
        """Largest of `errors`, in seconds; None where nothing was found."""
        return max(self.errors, default=None)

    def __add__(self, other: "PauseHits") -> "PauseHits":
        return PauseHits(
            self.said + other.said, self.found + other.found, self.false + other.false, self.errors + other.errors
        )


def pause_hits(said: Sequence[TimeSpan], heard: Sequence[TimeSpan]) -> PauseHits:
    """Compare pauses: each is paired with the one that it shares most time with, one to one.

    Args:
        said: Every pause of the reference, in order.
        heard: Every pause found, in order.
    """
    shared = sorted(
        (-each.overlap(other), row, column)
        for row, each in enumerate(said)
        for column, other in enumerate(heard)
        if each.overlap(other) > 0
    )
    partner: dict[int, int] = {}
    for _, row, column in shared:
        if row not in partner and column not in partner.values():
            partner[row] = column
    long_ones = [row for row, each in enumerate(said) if each.seconds > LEAST_PAUSE]
    errors: list[float] = []
    for row in long_ones:
        if row in partner:
            found = heard[partner[row]]
            errors += (abs(found.start - said[row].start), abs(found.end - said[row].end))
    touched = {column for _, _, column in shared}
    false = sum(1 for column, each in enumerate(heard) if each.seconds > LEAST_PAUSE and column not in touched)
    return PauseHits(len(long_ones), len(errors) // 2, false, tuple(errors))
