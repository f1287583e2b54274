"""What the user has chosen for this run of the program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habits:
    """How questions are put."""

    muted: bool
    """Whether questions are only shown, not read aloud."""
    thinking_seconds: int
    """Seconds of thinking time before the recording starts by itself; 0 is off."""
