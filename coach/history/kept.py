"""What is kept about key points: its columns, and the seal that says whether it still holds.

Nothing heavy is imported for it, so that what is due can be told at once.
"""

import logging
import sqlite3
import zlib
from collections.abc import Sequence
from typing import Any

log = logging.getLogger(__name__)

COLUMNS = (
    "point_id, day, rating, verdict, chosen, hinted, due, stability, reviews, in_a_row, difficulty, "
    "before_day, before_stability, before_difficulty, before_in_a_row, before_missed, missed"
)
"""Of the table `memories`, without the question and the position of the point."""

Row = tuple[Any, ...]
"""The columns in that order; anything may stand in them until the seal says that nothing has changed."""


def rows_by_question(connection: sqlite3.Connection) -> dict[str | bytes, list[Row]]:
    """Return everything that is kept, by question as the tables write it."""
    rows: dict[str | bytes, list[Row]] = {}
    query = f"SELECT question_id, {COLUMNS} FROM memories ORDER BY question_id, position"  # noqa: S608 - our own names
    for name, *row in connection.execute(query):
        rows.setdefault(name, []).append(tuple(row))
    return rows


def holds(question: sqlite3.Row, kept: Sequence[Row], basis: str) -> bool:
    """Whether something is kept that was worked out by this basis, and it is as it was written.

    Args:
        question: A row of `heard_questions`.
        kept: What is kept about it.
        basis: What memories are worked out by: the rules, and the time zone that tells the days.
    """
    if question["through"] is None or question["basis"] != basis:
        return False
    if question["seal"] == seal(question["through"], basis, kept):
        return True
    log.warning("what was kept about %r is damaged and is worked out anew", question["question_id"])
    return False


def seal(through: object, basis: str, rows: Sequence[Row]) -> int:
    """Return a number that damage would not have left: nothing else tells one plausible memory from another."""
    return zlib.crc32(repr((through, basis, *rows)).encode(errors="surrogatepass"))
