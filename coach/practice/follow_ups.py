"""Which follow-up an interviewer would ask after an answer."""

from coach.domain.attempt import Attempt
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import FollowUp, Rubric

DUG_AT = (Verdict.CONTRADICTED, Verdict.MISSED)
"""Verdicts that a follow-up digs at, the worst first; what the judge is unsure of is left alone."""


def choose_follow_ups(rubric: Rubric, attempt: Attempt) -> tuple[FollowUp, ...]:
    """List the follow-ups that dig at what was contradicted or missed: the worst first, then by importance.

    Nothing is asked where the answer could not be judged, or where nothing was said: then there is nothing to dig at.

    Args:
        rubric: The question that was answered.
        attempt: The answer, judged.
    """
    if attempt.scorecard.score is None or attempt.transcript.empty:
        return ()
    judged = {point.id: point for point in attempt.effective_coverage.points}
    found = [(judged[each.point], each) for each in rubric.follow_ups if each.point in judged]
    wanted = [(point, each) for point, each in found if point.verdict in DUG_AT]
    return tuple(each for _, each in sorted(wanted, key=lambda pair: _urgency(pair[0])))


def _urgency(point: PointCoverage) -> tuple[int, float]:
    return DUG_AT.index(point.verdict), -point.importance
