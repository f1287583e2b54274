"""Which questions were practised, and on which days."""

import sqlite3
from datetime import date

from coach.domain.progress import Practised
from coach.domain.rubric import FOLLOWS
from coach.history.columns import LOCAL_DAY, to_text
from coach.history.soundness import DamagedRowError

_FIRST = "SELECT question_id FROM attempts WHERE judged"
_EVER = f"""
    WITH RECURSIVE question (id) AS (
        SELECT ({_FIRST} ORDER BY question_id LIMIT 1)
        UNION ALL
        SELECT ({_FIRST} AND question_id > question.id ORDER BY question_id LIMIT 1) FROM question WHERE id IS NOT NULL
    )
    SELECT id FROM question WHERE EXISTS (
        SELECT 1 FROM attempts WHERE question_id = question.id AND judged AND covered IS NOT NULL
    )
"""  # noqa: S608 - our own text
"""Steps from question to question in an index, however many answers each has."""

_DAY = f"coalesce({LOCAL_DAY}, 'damaged')"
_DAYS = f"""
    SELECT question_id, group_concat(DISTINCT {_DAY}) AS days FROM attempts
    WHERE judged AND covered IS NOT NULL AND answered_at >= date(:since, '-1 day') AND {_DAY} >= :since
    GROUP BY question_id
"""  # noqa: S608 - our own text
"""The first comparison is for the index: a day of some time zone begins up to a day earlier in UTC."""


def select_practised(connection: sqlite3.Connection, since: date) -> Practised:
    """Say which questions have a judged answer, and on which days since one they had; a follow-up alone is none.

    Args:
        connection: The database.
        since: The first day, in the time zone of this machine.
    """
    ever = (to_text(row["id"]) for row in connection.execute(_EVER))
    days = (
        (to_text(row["question_id"]), row["days"]) for row in connection.execute(_DAYS, {"since": since.isoformat()})
    )
    return Practised(
        frozenset(name for name in ever if FOLLOWS not in name),
        {name: _dates(written) for name, written in days if FOLLOWS not in name},
    )


def _dates(written: str) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(each) for each in written.split(","))
    except ValueError as error:
        raise DamagedRowError("attempts.answered_at is damaged") from error
