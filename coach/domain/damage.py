"""What of the history cannot be read."""

from dataclasses import dataclass
from datetime import datetime

from coach.wording import count

MEND = "`coach doctor --repair` copies what can be read into a new file; `coach restore` brings back a copy."
"""What to do about it."""

MOST_NAMED = 3
"""Attempts that are named one by one; of more, how many they are says enough."""


@dataclass(frozen=True, slots=True)
class DamagedAttempt:
    """An attempt that cannot be read as it was saved."""

    number: int
    """Its number in the history, counted from 1 in the order of saving."""
    answered_at: datetime | None
    """When the answer began; UTC, aware. None where that is lost too."""
    in_part: bool = False
    """Whether the rest of it can be read."""

    @property
    def named(self) -> str:
        """Number, and day where it is known."""
        day = "" if self.answered_at is None else f", {self.answered_at:%Y-%m-%d}"
        return f"number {self.number}{day}"


@dataclass(frozen=True, slots=True)
class Damage:
    """Everything that cannot be read."""

    attempts: tuple[DamagedAttempt, ...] = ()
    """By number."""
    sittings: int = 0
    """Mock interviews and drills that are lost; their answers are not."""

    @property
    def lost(self) -> tuple[DamagedAttempt, ...]:
        """The attempts of which nothing can be used."""
        return tuple(each for each in self.attempts if not each.in_part)

    @property
    def in_part(self) -> tuple[DamagedAttempt, ...]:
        """The attempts of which most can be used."""
        return tuple(each for each in self.attempts if each.in_part)

    def describe(self) -> str:
        """Return the damage in one sentence; empty where there is no damage to speak of."""
        parts = []
        if self.attempts:
            parts.append(f"{count(len(self.attempts), 'attempt')} could not be read ({name_attempts(self.attempts)})")
        if self.sittings:
            parts.append(f"{count(self.sittings, 'interview or drill', 'interviews or drills')} could not be read")
        return " and ".join(parts)


def name_attempts(attempts: tuple[DamagedAttempt, ...]) -> str:
    """Name the first few of some attempts."""
    more = len(attempts) - MOST_NAMED
    named = "; ".join(each.named for each in attempts[:MOST_NAMED])
    return f"{named}; and {more} more" if more > 0 else named
