"""Which key points an answer made, with the evidence."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the answer did with a key point."""

    COVERED = "covered"
    PARTLY = "partly"
    UNSURE = "unsure"
    MISSED = "missed"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the answer from which a verdict was made."""

    text: str
    """As heard."""
    first_word: int
    """Index of the first word in the transcript."""
    last_word: int
    """Index of the last word in the transcript."""
    start: float
    """Seconds from the start of the recording; 0.0 in a typed answer."""
    end: float
    """Seconds from the start of the recording; 0.0 in a typed answer."""


@dataclass(frozen=True, slots=True)
class PointCoverage:
    """What the answer did with one key point."""

    id: str
    """The key point's id."""
    point: str
    """The key point's claim, as it was when the answer was judged."""
    weight: float
    """Its weight, as it was when the answer was judged."""
    verdict: Verdict
    """The verdict."""
    probability: float
    """Calibrated probability that the point was made, wholly or in part, 0.0 to 1.0."""
    similarity: float
    """Grows with how well the point is covered, 0.0 to 1.0; for ranking. By now the same as `probability`."""
    mistake_similarity: float | None
    """Probability that a wrong claim that the rubric names was made; None where it names none."""
    evidence: Evidence | None
    """The words behind the verdict; None where no word stands out."""
    closest_to: str
    """The wording of the point that the answer comes nearest to by similarity; empty without evidence."""
    reason: str = ""
    """One line saying why, for a person; empty where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the answer did with every key point of its rubric."""

    points: tuple[PointCoverage, ...]
    """In the rubric's order."""

    def count(self, verdict: Verdict) -> int:
        """How many points got this verdict."""
        return sum(1 for point in self.points if point.verdict is verdict)
