"""Looks at what is kept about key points: at once, waiting for nobody, and leaving everything as it is.

The history itself (`coach/history/history.py`) waits for other writers, brings old files up to date and reads around
damage. Here a file that cannot be read as it lies is an error. Nothing heavy is imported for it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from coach.domain.leech import is_set_aside
from coach.errors import HistoryError
from coach.history.kept import COLUMNS, Row, holds, rows_by_question

VERSION = 11
"""Migrations that a history has seen whose tables these are; as many as there are."""

T = TypeVar("T")

_POINT, _DUE, _IN_A_ROW, _MISSED = (
    COLUMNS.split(", ").index(name) for name in ("point_id", "due", "in_a_row", "missed")
)

_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@dataclass(frozen=True, slots=True)
class DueKept:
    """Which key points are due, as far as that is kept."""

    points: Mapping[str, tuple[str, ...]]
    """Ids of the points that are due and not set aside, by their question's id; some may have left the bank."""
    outdated: tuple[str, ...]
    """Questions with an answer that is new, changed or gone since; what of them is due must be worked out."""


def peek_due(path: Path, basis: str, today: date) -> DueKept:
    """Return which key points are due by a day; nothing where there is no history yet.

    Args:
        path: The history.
        basis: What memories are worked out by: the rules, and the time zone that tells the days.
        today: The day.

    Raises:
        HistoryError: It cannot be read at once and as it is.
    """
    return peek(path, lambda connection: _due(connection, basis, today), DueKept({}, ()))


def peek(path: Path, question: Callable[[sqlite3.Connection], T], nothing: T) -> T:
    """Ask the file something without waiting for anybody; where there is no file yet, the answer is nothing.

    Args:
        path: The history.
        question: Asks it.
        nothing: The answer where there is no file.

    Raises:
        HistoryError: It cannot be read at once and as it is.
    """
    with _explained(path):
        before = _state(path)
        if before is None:
            return nothing
        try:
            answer = _ask(path, question, alone=not _has_neighbours(path))
        except sqlite3.Error:
            if _state(path) == before and not _has_neighbours(path):
                raise
        else:
            if _state(path) == before:
                return answer
        return _ask(path, question, alone=False)  # another program wrote meanwhile


def _ask(path: Path, question: Callable[[sqlite3.Connection], T], *, alone: bool) -> T:
    """Ask the file.

    Args:
        path: The history.
        question: Asks it.
        alone: Whether nobody has it open; then SQLite makes no files beside it, which it would leave there.
    """
    how = "immutable=1" if alone else "mode=ro"
    with closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=0.0)
    ) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise HistoryError(f"The history {path} was written by a newer version of coach.", "Upgrade coach.")
        if 0 < version < VERSION:
            raise HistoryError(f"The history {path} is from an older version of coach.", "Start coach once.")
        return question(connection)


def _due(connection: sqlite3.Connection, basis: str, today: date) -> DueKept:
    rows = rows_by_question(connection)
    points: dict[str, tuple[str, ...]] = {}
    outdated: list[str] = []
    for question in connection.execute("SELECT * FROM heard_questions ORDER BY question_id").fetchall():
        name = question["question_id"]
        kept = rows.get(name, [])
        if not isinstance(name, str):  # half a character, which no question of the bank has in its id
            continue
        if question["since"] is None and holds(question, kept, basis):
            points[name] = tuple(_due_points(kept, today))
        else:
            outdated.append(name)
    return DueKept({name: due for name, due in points.items() if due}, tuple(outdated))


def _due_points(kept: list[Row], today: date) -> Iterator[str]:
    day = today.isoformat()
    return (row[_POINT] for row in kept if row[_DUE] <= day and not is_set_aside(row[_MISSED], row[_IN_A_ROW]))


def _state(path: Path) -> tuple[int, ...] | None:
    """Return what tells two states of the file apart; None where there is none."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns


def _has_neighbours(path: Path) -> bool:
    """Whether somebody has it open, or was interrupted."""
    return any(Path(f"{path}{end}").exists() for end in ("-wal", "-shm", "-journal"))


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    hint = "`coach doctor` says what to do."
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _IN_USE:  # the low byte is the primary code
            raise HistoryError(f"The history {path} is in use by another program.", "Try again.") from error
        raise HistoryError(f"The history {path} is damaged or no history.", hint) from error
    except OSError as error:
        raise HistoryError(f"The history {path} cannot be read: {error.strerror or error}.", hint) from error
