"""How far the judge's verdicts agree with the user's labels."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from coach.domain.coverage import Verdict
from coach.domain.labels import Label

FEWEST_LABELS = 8
"""Labels below which nothing can be said; chosen, not measured: with fewer, one label moves the share by over 12 %."""

CREDITED = frozenset({Verdict.COVERED, Verdict.PARTLY})
"""Verdicts by which the judge says that a point was made."""


class Standing(IntEnum):
    """How a verdict stands to a label; the numbers add up to a balance."""

    AGAINST = -1
    """The judge says the opposite."""
    OPEN = 0
    """The judge is unsure, which neither label can claim."""
    AGREES = 1
    """The judge says the same."""


def standing(label: Label, verdict: Verdict) -> Standing:
    """Set a verdict beside a label.

    "I did say that" agrees with covered and partly, "I did not" with missed and contradicted. Unsure agrees with
    neither: a judge that is unsure of everything has not agreed with anybody.
    """
    if verdict is Verdict.UNSURE:
        return Standing.OPEN
    return Standing.AGREES if (verdict in CREDITED) is (label is Label.SAID) else Standing.AGAINST


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many labels the verdicts agree with."""

    agreeing: int
    """Labels that the verdict agrees with."""
    labels: int
    """Labels in all, without the ones that are gone."""
    unsure: int = 0
    """Labels on points that the judge is unsure of; they count as not agreeing."""
    gone: int = 0
    """Labels on points that the rubric no longer has; counted nowhere else."""

    @property
    def share(self) -> float | None:
        """Labels agreed with, 0.0 to 1.0; None without labels."""
        return self.agreeing / self.labels if self.labels else None

    @property
    def too_early(self) -> bool:
        """Whether there are too few labels to tell anything."""
        return self.labels < FEWEST_LABELS

    @property
    def balance(self) -> int:
        """Labels agreed with less those of which the judge says the opposite."""
        return 2 * self.agreeing + self.unsure - self.labels


def count_agreement(pairs: Iterable[tuple[Label, Verdict | None]]) -> Agreement:
    """Count how far verdicts agree with labels.

    Args:
        pairs: Each label with the verdict on its point; None where the rubric no longer has the point.
    """
    given = list(pairs)
    found = [standing(label, verdict) for label, verdict in given if verdict is not None]
    return Agreement(
        agreeing=found.count(Standing.AGREES),
        labels=len(found),
        unsure=found.count(Standing.OPEN),
        gone=len(given) - len(found),
    )
