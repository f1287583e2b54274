"""Which key points an answer made, with the evidence, and the user's labels, which overrule the verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    importance: float
    """How much it counted when the answer was judged, relative to the other points."""
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


class Label(StrEnum):
    """The user's own word on a key point; it overrules the verdict."""

    SAID = "said"
    """I did say that."""
    NOT_SAID = "not said"
    """I did not say that."""


STANDS_FOR: Mapping[Label, Verdict] = {Label.SAID: Verdict.COVERED, Label.NOT_SAID: Verdict.MISSED}
"""The verdict that each label puts in place of the judge's."""


def overrule(coverage: Coverage, labels: Mapping[str, Label]) -> Coverage:
    """Put the user's word in place of the judge's verdicts; everything else about the points stays.

    Args:
        coverage: What the judge decided.
        labels: By key point id; ids that are not in the coverage do nothing.
    """
    return Coverage(
        tuple(
            replace(point, verdict=STANDS_FOR[labels[point.id]]) if point.id in labels else point
            for point in coverage.points
        )
    )
