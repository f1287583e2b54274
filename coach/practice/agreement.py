"""How far the judge's verdicts agree with the user's labels, counted and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Label, Verdict
from coach.wording import count

FEWEST_LABELS = 8
"""Labels below which nothing can be said; chosen, not measured: with fewer, one label moves the share by over 12 %."""

CREDITED = frozenset({Verdict.COVERED, Verdict.PARTLY})
"""Verdicts by which the judge says that a point was made."""


class Stance(IntEnum):
    """How a verdict relates to a label; the numbers add up to a balance."""

    AGAINST = -1
    """The judge says the opposite."""
    OPEN = 0
    """The judge is unsure, which neither label can claim."""
    AGREES = 1
    """The judge says the same."""


def stance_of(label: Label, verdict: Verdict) -> Stance:
    """Set a verdict beside a label.

    "I did say that" agrees with covered and partly, "I did not" with missed and contradicted. Unsure agrees with
    neither: a judge that is unsure of everything has not agreed with anybody.
    """
    if verdict is Verdict.UNSURE:
        return Stance.OPEN
    return Stance.AGREES if (verdict in CREDITED) is (label is Label.SAID) else Stance.AGAINST


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
    found = [stance_of(label, verdict) for label, verdict in given if verdict is not None]
    return Agreement(
        agreeing=found.count(Stance.AGREES),
        labels=len(found),
        unsure=found.count(Stance.OPEN),
        gone=len(given) - len(found),
    )


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stored attempt with labels."""

    attempt: Attempt
    """The attempt; its labels are what counts."""
    coverage: Coverage
    """Its verdicts under the rubric at hand, without the labels."""


def measure_agreement(labelled: Iterable[Labelled]) -> Agreement:
    """Count how many labels, of any key point, the verdicts agree with."""
    pairs: list[tuple[Label, Verdict | None]] = []
    for each in labelled:
        verdicts = {point.id: point.verdict for point in each.coverage.points}
        pairs += [(label, verdicts.get(point_id)) for point_id, label in each.attempt.labels.items()]
    return count_agreement(pairs)


def describe_agreement(agreement: Agreement) -> str:
    """Return how far the judge agrees with the labels, in one line."""
    text = with_remark(f"agreement {write_counts(agreement)}", agreement)
    if not agreement.gone:
        return text
    return f"{text}; {count(agreement.gone, 'label')} on points that the rubric no longer has"


def with_remark(text: str, agreement: Agreement) -> str:
    """Put the remark before a text that it is too early to tell, where it is; the text is in brackets then."""
    if not agreement.too_early:
        return text
    early = f"too early to tell: {count(agreement.labels, 'label')}, {FEWEST_LABELS} needed"
    return f"{early} ({text})" if agreement.labels else early


def write_counts(agreement: Agreement) -> str:
    """Write how many labels are agreed with: `5 of 9 (2 unsure)`."""
    counts = f"{agreement.agreeing} of {agreement.labels}"
    return f"{counts} ({agreement.unsure} unsure)" if agreement.unsure else counts
