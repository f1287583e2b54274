"""When a key point is set aside: it was missed so often that asking again is no help."""

LEECH = 8
"""Misses after which a point is set aside, as Anki does with a card by default."""


def is_set_aside(missed: int, in_a_row: int) -> bool:
    """Whether a point is set aside; made once in full, it comes back.

    Args:
        missed: Days on which it was not known.
        in_a_row: How many of the last days it was known in full.
    """
    return missed >= LEECH and not in_a_row
