"""Proposes changes to a rubric out of the user's labels; nothing changes by itself."""

from collections.abc import Iterable, Iterator

from coach.domain.attempt import Attempt
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric
from coach.practice.teaching.from_halves import FromHalves
from coach.practice.teaching.from_probabilities import FromProbabilities
from coach.practice.teaching.from_sentences import FromSentences
from coach.practice.teaching.judgings import Judgings
from coach.practice.teaching.labelled import Judged, Labelled, Nearest, cases_of, judge_labelled
from coach.practice.teaching.trying import Proposal, try_out


def propose_changes(
    rubric: Rubric, attempts: Iterable[Attempt], judged: Judged, nearest: Nearest
) -> tuple[Proposal, ...]:
    """Propose changes to a question's key points.

    Args:
        rubric: The question's rubric as it is.
        attempts: Answers to the question; only those with labels are judged.
        judged: Judges an attempt under a rubric.
        nearest: Finds the passages of an attempt nearest to the key points.

    Returns:
        At most one change of each kind for each key point, the one that wins most leave-one-out first, then the one
        that wins most on the labels it was made from. Each stands by itself: two of them together are untried.
    """
    labelled = judge_labelled(rubric, attempts, judged)
    found = list(_proposals(labelled, Judgings(rubric, judged, nearest)))
    return tuple(sorted(found, key=lambda proposal: proposal.won, reverse=True))


def _proposals(labelled: tuple[Labelled, ...], judgings: Judgings) -> Iterator[Proposal]:
    for point in judgings.rubric.key_points:
        cases = cases_of(point.id, labelled)
        if all(case.agrees and case.verdict is not Verdict.PARTLY for case in cases):
            continue
        found = (
            try_out(FromSentences(point, judgings), cases),
            try_out(FromProbabilities(point, judgings), cases),
            try_out(FromHalves(point, judgings), cases),
        )
        yield from (proposal for proposal in found if proposal is not None)
