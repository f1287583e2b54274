"""Tries a change out on the labels that it was made from, and on each label without a look at that label."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from coach.domain.attempt import Attempt
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric
from coach.practice.teaching.agreement import Agreement, count_agreement, standing
from coach.practice.teaching.edits import Edit
from coach.practice.teaching.labelled import Case

Change = TypeVar("Change", bound=Edit)
"""The kind of change that a learner makes."""


class Learner(Protocol[Change]):
    """Makes one kind of change to one key point out of labels."""

    def learn(self, cases: Sequence[Case]) -> Change | None:
        """Give the change that some cases speak for most; None where they speak for none."""
        ...

    def verdict(self, case: Case, edit: Change) -> Verdict:
        """Say what the judge makes of a case, whether the change was learned from it or not."""
        ...

    def concerned(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Give the cases that speak for a change of this kind."""
        ...

    def reason(self, cases: Sequence[Case]) -> str:
        """Say in one sentence, with counts, why the change is worth a look."""
        ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to one key point that the user may accept."""

    edit: Edit
    """The change."""
    reason: str
    """Why, in one sentence with counts."""
    attempts: tuple[Attempt, ...]
    """The answers that speak for it."""
    before: Agreement
    """Labels on the point that the judge agrees with now."""
    after: Agreement
    """The same with the change; it flatters, because the change was made from these labels."""
    left_out: Agreement
    """The same, each answer judged with the change that the other answers alone speak for, if any."""

    @property
    def point(self) -> str:
        """The key point's id."""
        return self.edit.point

    def change(self, rubric: Rubric) -> Rubric:
        """Make the change; all other points stay as they are."""
        return self.edit.apply(rubric)

    @property
    def won(self) -> tuple[int, int]:
        """What it wins, leave-one-out and then as it was made; larger is better."""
        now = self.before.balance
        return self.left_out.balance - now, self.after.balance - now


def try_out(learner: Learner[Change], cases: Sequence[Case]) -> Proposal | None:
    """Learn a change and measure what it does; None where the cases speak for none.

    Args:
        learner: Makes the change.
        cases: Every attempt with labels, seen from the learner's key point.
    """
    edit = learner.learn(cases)
    if edit is None:
        return None
    return Proposal(
        edit=edit,
        reason=learner.reason(cases),
        attempts=tuple(case.attempt for case in learner.concerned(cases)),
        before=agreement_over(cases, lambda case: case.verdict),
        after=agreement_over(cases, lambda case: learner.verdict(case, edit)),
        left_out=agreement_over(cases, lambda case: _without_it(learner, case, cases)),
    )


def agreement_over(cases: Sequence[Case], verdict: Callable[[Case], Verdict]) -> Agreement:
    """Count how far verdicts agree with the labels of cases; cases without a label are left out."""
    return count_agreement([(case.label, verdict(case)) for case in cases if case.label is not None])


def balance(cases: Sequence[Case], verdict: Callable[[Case], Verdict]) -> int:
    """Count the labels that verdicts agree with, less those that they say the opposite of."""
    return sum(standing(case.label, verdict(case)) for case in cases if case.label is not None)


def _without_it(learner: Learner[Change], case: Case, cases: Sequence[Case]) -> Verdict:
    edit = learner.learn([other for other in cases if other is not case])
    return case.verdict if edit is None else learner.verdict(case, edit)
