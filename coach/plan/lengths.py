"""How many minutes a question takes."""

AROUND_MINUTES = 1.5
"""Minutes that a question takes beside its answer: to hear it, and to read the result."""


def minutes_for(seconds: float) -> float:
    """Return how many minutes a question takes.

    Args:
        seconds: Its longest good answer.
    """
    return AROUND_MINUTES + seconds / 60.0
