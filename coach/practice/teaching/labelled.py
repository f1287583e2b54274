"""Stored attempts that carry labels, judged under one rubric."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence, Verdict
from coach.domain.labels import Label
from coach.domain.rubric import Rubric
from coach.practice.teaching.agreement import Agreement, Standing, count_agreement, standing

Judged = Callable[[Rubric, Attempt], Coverage]
"""Judges a stored attempt under a rubric."""

Nearest = Callable[[Rubric, Attempt], tuple[Evidence | None, ...]]
"""Gives the passage of an attempt that is nearest to each key point, in the rubric's order; None where none is."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stored attempt with labels."""

    attempt: Attempt
    """The attempt; its labels are what counts."""
    coverage: Coverage
    """Its verdicts under the rubric at hand, without the labels."""


@dataclass(frozen=True, slots=True)
class Case:
    """One attempt with labels, as one key point sees it."""

    attempt: Attempt
    """The attempt."""
    label: Label | None
    """The user's word on the point; None where only other points of the attempt have one."""
    verdict: Verdict
    """The judge's verdict on the point under the rubric at hand."""
    probability: float
    """How well the point is covered under the rubric at hand, 0.0 to 1.0."""

    @property
    def agrees(self) -> bool:
        """Whether the verdict agrees with the label, or there is none to agree with."""
        return self.label is None or standing(self.label, self.verdict) is Standing.AGREES


def judge_labelled(rubric: Rubric, attempts: Iterable[Attempt], judged: Judged) -> tuple[Labelled, ...]:
    """Judge the attempts that carry labels; the others are left out.

    Args:
        rubric: The rubric to judge them under.
        attempts: Answers to its question.
        judged: Judges one.
    """
    return tuple(Labelled(attempt, judged(rubric, attempt)) for attempt in attempts if attempt.labels)


def measure_agreement(labelled: Iterable[Labelled]) -> Agreement:
    """Count how many labels, of any key point, the verdicts agree with."""
    pairs: list[tuple[Label, Verdict | None]] = []
    for each in labelled:
        verdicts = {point.id: point.verdict for point in each.coverage.points}
        pairs += [(label, verdicts.get(point_id)) for point_id, label in each.attempt.labels.items()]
    return count_agreement(pairs)


def cases_of(point_id: str, labelled: Iterable[Labelled]) -> tuple[Case, ...]:
    """Look at attempts from one key point, which their rubric must have."""
    found = []
    for each in labelled:
        point = next(point for point in each.coverage.points if point.id == point_id)
        found.append(Case(each.attempt, each.attempt.labels.get(point_id), point.verdict, point.probability))
    return tuple(found)
