"""From a probability for each word to the words that are shown: the tightest run that carries them, as a clause."""

from collections.abc import Sequence

from coach.content.reader import Numbers

TAGGED = 0.4
"""Probability from which a word speaks for being shown, and below which it speaks against."""

MOSTLY = 0.5
"""Share of a clause that must be in the run for the rest of it to be shown as well."""

LEAST_WORDS = 4
"""Words of a run that can stand alone; a shorter one is shown with its clause."""


def tightest_run(tagged: Numbers, clauses: Sequence[range]) -> range | None:
    """Find the words that are shown.

    Args:
        tagged: For each word the probability that it belongs to the evidence, shape (words,).
        clauses: The answer's clauses, in order, without gaps.

    Returns:
        The run in which most words are tagged and fewest are not, filled up to the ends of the clauses that are mostly
        in it; None where no word is tagged.
    """
    run = _best_run([float(each) - TAGGED for each in tagged])
    if run is None:
        return None
    first = next(clause for clause in clauses if run.start in clause)
    last = next(clause for clause in clauses if run.stop - 1 in clause)
    short = len(run) < LEAST_WORDS
    start = first.start if short or _share(first, run) >= MOSTLY else run.start
    stop = last.stop if short or _share(last, run) >= MOSTLY else run.stop
    return range(start, stop)


def _share(clause: range, run: range) -> float:
    return len(range(max(clause.start, run.start), min(clause.stop, run.stop))) / len(clause)


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
