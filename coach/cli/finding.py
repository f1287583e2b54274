"""One thing that a command looked at, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found."""

    good: bool
    """Whether it is as it should be."""
    what: str
    """What was found."""
    advice: str = ""
    """What to do about it; for what is good, how to have it otherwise."""
