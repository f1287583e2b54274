"""One number for an answer, and the few things worth doing next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What an answer is worth and what to do about it."""

    score: int | None
    """0 to 100: the share of key points covered, by importance; None where it was heard too badly to be judged."""
    advice: tuple[str, ...]
    """At most three things to do next, the most worthwhile first."""
