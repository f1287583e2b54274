"""Says for a person how far the judge agrees with the labels, and what a proposal does to that."""

from coach.practice.teaching.agreement import FEWEST_LABELS, Agreement
from coach.practice.teaching.edits import Kind
from coach.practice.teaching.trying import Proposal
from coach.practice.teaching.wording import labels

HALVES = "a label on the whole point is held against both halves, and no longer counts once it is split"


def describe(proposal: Proposal) -> str:
    """Say what a proposal does to the agreement with the labels on its point, in one line.

    `agreement 5 of 9 now, 8 of 9 with it, 6 of 9 leave-one-out`; below eight labels the same in brackets, after the
    remark that it is too early to tell.
    """
    now, then, out = (_counts(each) for each in (proposal.before, proposal.after, proposal.left_out))
    text = _with_remark(f"agreement {now} now, {then} with it, {out} leave-one-out", proposal.before)
    return f"{text}; {HALVES}" if proposal.edit.kind is Kind.SPLIT else text


def describe_agreement(agreement: Agreement) -> str:
    """Say how far the judge agrees with the labels, in one line."""
    text = _with_remark(f"agreement {_counts(agreement)}", agreement)
    if not agreement.gone:
        return text
    return f"{text}; {labels(agreement.gone)} on points that the rubric no longer has"


def _with_remark(text: str, agreement: Agreement) -> str:
    if not agreement.too_early:
        return text
    early = f"too early to tell: {labels(agreement.labels)}, {FEWEST_LABELS} needed"
    return f"{early} ({text})" if agreement.labels else early


def _counts(agreement: Agreement) -> str:
    counts = f"{agreement.agreeing} of {agreement.labels}"
    return f"{counts} ({agreement.unsure} unsure)" if agreement.unsure else counts
