"""Puts attempts away and brings them back: archived, deleted as long as the program runs, and removed for good.

An attempt that was deleted is marked, and nothing else, until the program ends; what a crash leaves is a mark.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coach.history.columns import moment, sound, to_column, to_moment, to_text


@dataclass(frozen=True, slots=True)
class Marks:
    """When an attempt was put away."""

    archived_at: datetime | None = None
    """UTC, aware; None where it is not in the archive."""
    deleted_at: datetime | None = None
    """UTC, aware; None where it was not deleted."""


NOWHERE = Marks()
"""Of an attempt that counts."""


def select_marks(connection: sqlite3.Connection, attempt_id: str) -> Marks | None:
    """Return when an attempt was put away; None where there is no such attempt."""
    query = "SELECT archived_at, deleted_at FROM attempts WHERE id = ?"
    row = connection.execute(query, (to_column(attempt_id),)).fetchone()
    if row is None:
        return None
    (row,) = sound("attempts", (row,))
    return Marks(*(None if each is None else moment(each) for each in tuple(row)))


def put(connection: sqlite3.Connection, attempt_id: str, marks: Marks) -> Marks | None:
    """Put an attempt somewhere; give where it was, None where there is no such attempt."""
    before = select_marks(connection, attempt_id)
    written = (None if each is None else to_moment(each) for each in (marks.archived_at, marks.deleted_at))
    connection.execute(
        "UPDATE attempts SET archived_at = ?, deleted_at = ? WHERE id = ?", (*written, to_column(attempt_id))
    )
    return before


def select_deleted(connection: sqlite3.Connection, before: datetime) -> Mapping[str, datetime]:
    """Return which attempts were deleted earlier than a moment, with when that was."""
    rows = connection.execute(
        "SELECT id, deleted_at FROM attempts WHERE deleted_at IS NOT NULL AND deleted_at < ?", (to_moment(before),)
    )
    return {to_text(row["id"]): moment(row["deleted_at"]) for row in sound("attempts", rows)}


def postpone_removal(connection: sqlite3.Connection, now: datetime) -> None:
    """Take every deleted attempt for one that was deleted now: a copy that is restored may hold marks that are old."""
    connection.execute("UPDATE attempts SET deleted_at = ? WHERE deleted_at IS NOT NULL", (to_moment(now),))


def remove(
    connection: sqlite3.Connection, attempt_id: str, deleted_at: datetime, last: Callable[[Path | None], None]
) -> bool:
    """Take a deleted attempt out for good, its words overwritten; one that was brought back meanwhile stays.

    Args:
        connection: In a transaction; where `last` fails, it is undone.
        attempt_id: The attempt.
        deleted_at: When it was deleted.
        last: Gets the attempt's recording. It goes before the row does: whatever stops the program between the two
            leaves an attempt that is marked as deleted, and never a recording that nothing speaks of.

    Returns:
        Whether it was there.
    """
    name = to_column(attempt_id), to_moment(deleted_at)
    connection.execute("PRAGMA secure_delete = ON")
    row = connection.execute("SELECT audio FROM attempts WHERE id = ? AND deleted_at = ?", name).fetchone()
    if row is None:
        return False
    connection.execute("DELETE FROM attempts WHERE id = ? AND deleted_at = ?", name)
    last(None if row["audio"] is None else Path(to_text(row["audio"])))
    return True
