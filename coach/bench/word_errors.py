"""Word errors of a transcript, counted by jiwer."""

from collections.abc import Sequence
from dataclasses import dataclass

LOST_RUN = 3
"""Words not heard, one behind the other, from which something was said that the transcript knows nothing of."""


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Counts that add up over clips."""

    reference: int = 0
    """Words that were said."""
    substitutions: int = 0
    """Words heard as another one."""
    deletions: int = 0
    """Words not heard."""
    insertions: int = 0
    """Words heard that nobody said."""
    lost_runs: int = 0
    """Stretches of LOST_RUN or more words in a row that were not heard."""

    @property
    def errors(self) -> int:
        """All of them."""
        return self.substitutions + self.deletions + self.insertions

    @property
    def rate(self) -> float | None:
        """Word error rate: errors over words said; above 1.0 when much is made up, None where nothing was said."""
        return self.errors / self.reference if self.reference else None

    def __add__(self, other: "WordErrors") -> "WordErrors":
        return WordErrors(
            self.reference + other.reference,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
            self.lost_runs + other.lost_runs,
        )


def word_errors(reference: Sequence[str], heard: Sequence[str]) -> WordErrors:
    """Count the fewest errors that make one of the other.

    Args:
        reference: What was said, normalised.
        heard: What the recogniser wrote, normalised alike.
    """
    if not reference:
        return WordErrors(insertions=len(heard))
    import jiwer  # noqa: PLC0415 - loads with the first clip, not with --help

    counted = jiwer.process_words(" ".join(reference), " ".join(heard))
    lost = [chunk for chunk in counted.alignments[0] if chunk.type == "delete"]
    lost_runs = sum(1 for chunk in lost if chunk.ref_end_idx - chunk.ref_start_idx >= LOST_RUN)
    return WordErrors(len(reference), counted.substitutions, counted.deletions, counted.insertions, lost_runs)
