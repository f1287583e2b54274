"""From a probability for each word to the words that are shown: the tightest run of clauses that carries them."""

from collections.abc import Sequence

from coach.content.reader import Numbers

TAGGED = 0.4
"""Probability from which a word speaks for being shown, and below which it speaks against."""


def tightest_run(tagged: Numbers, clauses: Sequence[range]) -> range | None:
    """Find the words that are shown.

    Args:
        tagged: For each word the probability that it belongs to the evidence, shape (words,).
        clauses: The answer's clauses, in order, without gaps.

    Returns:
        The run of whole clauses in which most words are tagged and fewest are not; where no clause is tagged enough,
        the run of words; None where no word is tagged.
    """
    gain = tagged - TAGGED
    at = _best_run([float(gain[clause.start : clause.stop].sum()) for clause in clauses])
    if at is not None:
        return range(clauses[at.start].start, clauses[at.stop - 1].stop)
    return _best_run([float(each) for each in gain])


def _best_run(gains: Sequence[float]) -> range | None:
    """Give the run with the greatest sum (Kadane's algorithm); None where no sum is above 0."""
    best, found = 0.0, None
    running, start = 0.0, 0
    for at, gain in enumerate(gains):
        if running <= 0.0:
            running, start = 0.0, at
        running += gain
        if running > best:
            best, found = running, range(start, at + 1)
    return found
