"""Loops: the same words over and over, although nobody said them so often."""

from collections.abc import Sequence

LEAST_COPIES = 3
"""Copies in a row that make a loop."""

LONGEST = 12
"""Words of the longest loop that is looked for."""


def count_loops(reference: Sequence[str], heard: Sequence[str]) -> int:
    """Count runs of three or more copies that the reference does not have.

    A run is forgiven where the reference repeats the same words, fewer than three times less often.

    Args:
        reference: What was said, normalised.
        heard: What the recogniser wrote, normalised alike.
    """
    loops = at = 0
    while at < len(heard):
        length, copies = _longest_run(heard, at)
        if copies < LEAST_COPIES:
            at += 1
            continue
        said = _most_copies(reference, heard[at : at + length])
        if said < LEAST_COPIES or copies >= said + LEAST_COPIES:
            loops += 1
        at += length * copies
    return loops


def _longest_run(words: Sequence[str], at: int) -> tuple[int, int]:
    """Find how many words from `at` on are repeated, and how often, covering most; (1, 1) where nothing is."""
    runs = [(length, _copies(words, at, words[at : at + length])) for length in range(1, LONGEST + 1)]
    repeated = [(length * copies, -length, copies) for length, copies in runs if copies >= LEAST_COPIES]
    if not repeated:
        return 1, 1
    _, length, copies = max(repeated)
    return -length, copies


def _copies(words: Sequence[str], at: int, pattern: Sequence[str]) -> int:
    copies = 0
    while list(words[at : at + len(pattern)]) == list(pattern):
        copies += 1
        at += len(pattern)
    return copies


def _most_copies(words: Sequence[str], pattern: Sequence[str]) -> int:
    return max((_copies(words, at, pattern) for at in range(len(words))), default=0)
