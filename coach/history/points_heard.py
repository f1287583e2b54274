"""What every answer did with every key point, for working out when it comes back."""

import sqlite3
from functools import lru_cache

from coach.domain.coverage import Verdict
from coach.domain.progress import PointHeard
from coach.domain.rubric import FOLLOWS
from coach.history.columns import to_column, to_text
from coach.history.soundness import DamagedRowError, moment


def within(question_id: str) -> tuple[str, tuple[str | bytes, ...]]:
    """Give the condition that an attempt is at a question, a follow-up or an exercise of it, and its values."""
    ids = (question_id, f"{question_id}{FOLLOWS}", f"{question_id}{_AFTER}")
    where = "(attempts.question_id = ? OR (attempts.question_id >= ? AND attempts.question_id < ?))"
    return where, tuple(to_column(each) for each in ids)


_AFTER = chr(ord(FOLLOWS) + 1)
"""What sorts right behind all that follows a question."""


def select_points_heard(
    connection: sqlite3.Connection, question_id: str | None, *, after: str = ""
) -> tuple[PointHeard, ...]:
    """List the verdicts that count on every judged attempt, oldest first, with hints and the user's own ratings.

    Args:
        connection: The database.
        question_id: Only attempts at this question, its follow-ups and exercises; None for all.
        after: Only attempts that began later, as the tables write it.
    """
    only = "attempts.answered_at > ?"
    values: tuple[str | bytes, ...] = (after,)
    if question_id is not None:
        where, names = within(question_id)
        only, values = f"{where} AND {only}", (*names, after)
    rows = connection.execute(
        f"""
        SELECT attempts.question_id, verdicts.point_id, attempts.answered_at, verdicts.verdict, ratings.rating,
            hints.point_id IS NOT NULL AS hinted
        FROM attempts JOIN standing_verdicts AS verdicts ON verdicts.attempt = attempts.number
        LEFT JOIN ratings ON ratings.attempt = attempts.number AND ratings.point_id = verdicts.point_id
        LEFT JOIN hints ON hints.attempt = attempts.number AND hints.point_id = verdicts.point_id
        WHERE attempts.judged AND {only} ORDER BY attempts.answered_at, attempts.id, verdicts.position
        """,  # noqa: S608 - our own text
        values,
    )
    moment_of = lru_cache(maxsize=None)(moment)  # each point of an attempt has the same
    return tuple(
        PointHeard(
            to_text(row["question_id"]),
            to_text(row["point_id"]),
            moment_of(row["answered_at"]),
            _verdict(row["verdict"]),
            bool(row["hinted"]),
            _rating(row["rating"]),
        )
        for row in rows
    )


_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_RATINGS = (None, 1, 2, 3, 4)


def _verdict(value: object) -> Verdict:
    found = _VERDICTS.get(value) if isinstance(value, str) else None
    if found is None:
        raise DamagedRowError("verdicts.verdict is damaged")
    return found


def _rating(value: int | None) -> int | None:
    if value not in _RATINGS:
        raise DamagedRowError("ratings.rating is damaged")
    return value
