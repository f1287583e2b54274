"""Sittings to rows of the tables and back."""

import sqlite3
from datetime import date, datetime

from coach.domain.rubric import Difficulty
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.history.columns import moment, sound, to_column, to_moment, to_text


def insert_sitting(connection: sqlite3.Connection, sitting: Sitting) -> None:
    """Add the rows of one sitting; those of a sitting with the same id go first."""
    connection.execute("DELETE FROM sittings WHERE id = ?", (to_column(sitting.id),))
    number = connection.execute(
        "INSERT INTO sittings (id, kind, begun_at, ended_at, minutes, difficulty) VALUES (?, ?, ?, ?, ?, ?)",
        (
            to_column(sitting.id),
            sitting.kind.value,
            to_moment(sitting.begun_at),
            None if sitting.ended_at is None else to_moment(sitting.ended_at),
            sitting.minutes,
            sitting.difficulty.value,
        ),
    ).lastrowid
    connection.executemany(
        "INSERT INTO sitting_rounds (sitting, position, round) VALUES (?, ?, ?)",
        ((number, at, to_column(name)) for at, name in enumerate(sitting.rounds)),
    )
    connection.executemany(
        "INSERT INTO asks (sitting, position, question_id, attempt_id, skipped) VALUES (?, ?, ?, ?, ?)",
        (
            (number, at, to_column(ask.question_id), to_column(ask.attempt_id), ask.skipped)
            for at, ask in enumerate(sitting.asks)
        ),
    )


def select_sittings(connection: sqlite3.Connection, kind: SittingKind) -> tuple[Sitting, ...]:
    """List the sittings of a kind, newest first."""
    rows = connection.execute("SELECT * FROM sittings WHERE kind = ? ORDER BY begun_at DESC, id DESC", (kind.value,))
    return tuple(_sitting(connection, row) for row in sound("sittings", rows.fetchall()))


def select_ended(connection: sqlite3.Connection, kind: SittingKind, since: date) -> tuple[datetime, ...]:
    """Return when the sittings of a kind were ended, from the day before one on; some time zone calls it that day."""
    query = "SELECT ended_at FROM sittings WHERE kind = ? AND ended_at >= date(?, '-1 day')"
    rows = connection.execute(query, (kind.value, since.isoformat()))
    return tuple(moment(row["ended_at"]) for row in rows)


def select_sitting(connection: sqlite3.Connection, sitting_id: str) -> Sitting | None:
    """Return one sitting; None where there is none with this id."""
    row = connection.execute("SELECT * FROM sittings WHERE id = ?", (to_column(sitting_id),)).fetchone()
    return None if row is None else _sitting(connection, next(sound("sittings", (row,))))


def _sitting(connection: sqlite3.Connection, row: sqlite3.Row) -> Sitting:
    number = (row["number"],)
    rounds = connection.execute("SELECT round FROM sitting_rounds WHERE sitting = ? ORDER BY position", number)
    asks = connection.execute("SELECT * FROM asks WHERE sitting = ? ORDER BY position", number)
    return Sitting(
        id=to_text(row["id"]),
        kind=SittingKind(row["kind"]),
        begun_at=moment(row["begun_at"]),
        rounds=tuple(to_text(each["round"]) for each in sound("sitting_rounds", rounds)),
        minutes=row["minutes"],
        difficulty=Difficulty(row["difficulty"]),
        asks=tuple(
            Ask(to_text(each["question_id"]), to_text(each["attempt_id"]), bool(each["skipped"]))
            for each in sound("asks", asks)
        ),
        ended_at=None if row["ended_at"] is None else moment(row["ended_at"]),
    )
