"""Single points of an answer that were said again after it."""

from collections.abc import Mapping

from coach.domain.attempt import Attempt
from coach.domain.filtering import AttemptFilter
from coach.domain.rubric import again_id, is_following
from coach.history.history import History

MOST_LATER = 1000
"""Later answers to the same question that are looked through for the one that follows."""


def find_said_again(attempt: Attempt, history: History) -> Mapping[str, Attempt]:
    """Find what was said again of an answer's points, before its question was answered as a whole again.

    Args:
        attempt: The answer.
        history: All attempts.

    Returns:
        The last try at each point that was said again, by the point's id.

    Raises:
        HistoryError: The history cannot be read.
    """
    if is_following(attempt.question_id):
        return {}
    later = [
        each.answered_at
        for each in history.attempts(wanted=AttemptFilter(question_id=attempt.question_id), limit=MOST_LATER)
        if each.answered_at > attempt.answered_at
    ]
    found = {}
    for point in attempt.coverage.points:
        name = again_id(attempt.question_id, point.id)
        for last in history.attempts(wanted=AttemptFilter(question_id=name), limit=1, before=min(later, default=None)):
            if last.answered_at > attempt.answered_at:
                found[point.id] = history.load(last.id)
    return found
