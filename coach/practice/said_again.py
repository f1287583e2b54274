"""Single points of an answer that were said again after it."""

from collections.abc import Mapping

from coach.domain.attempt import Attempt
from coach.domain.filtering import AttemptFilter
from coach.domain.rubric import again_id, is_following
from coach.history.history import History

MOST_LATER = 1000
"""Newest answers to the question and its points that are looked through."""


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
    points = {again_id(attempt.question_id, point.id): point.id for point in attempt.coverage.points}
    about = AttemptFilter(questions=frozenset({attempt.question_id}))
    found: dict[str, str] = {}
    for each in history.attempts(wanted=about, limit=MOST_LATER):
        if each.answered_at <= attempt.answered_at:
            break
        if each.question_id == attempt.question_id:
            found = {}  # what was said again after it belongs to this later answer
        elif each.question_id in points:
            found.setdefault(points[each.question_id], each.id)
    return {point_id: history.load(name) for point_id, name in found.items()}
