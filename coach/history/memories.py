"""What was worked out about key points, kept beside the answers that it follows from."""

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from coach.domain.coverage import Verdict
from coach.domain.progress import PointHeard
from coach.domain.rubric import FOLLOWS, following_id
from coach.domain.schedule import KeptMemories, PointMemory, Rating, Recollection, Review, Strength
from coach.history.columns import DamagedRowError, moment, to_column, to_text
from coach.history.kept import COLUMNS, Row, holds, rows_by_question, seal

_AFTER = chr(ord(FOLLOWS) + 1)
"""What sorts right behind all that follows a question: SQL asks an index for the range of ids between the two."""

_VERDICTS = {verdict.value: verdict for verdict in Verdict}

_RATINGS = (None, 1, 2, 3, 4)


def select_memories(connection: sqlite3.Connection, basis: str) -> KeptMemories:
    """Return what is kept and still holds, with the questions for which it does not.

    Args:
        connection: The database.
        basis: What memories are worked out by: the rules, and the time zone that tells the days.
    """
    rows = rows_by_question(connection)
    memories: dict[str, tuple[PointMemory, ...]] = {}
    outdated: list[str] = []
    for question in connection.execute("SELECT * FROM heard_questions ORDER BY question_id").fetchall():
        name = to_text(question["question_id"])
        kept = rows.get(question["question_id"], [])
        if question["since"] is None and holds(question, kept, basis):
            memories[name] = tuple(_memory(name, row) for row in kept)
        else:
            outdated.append(name)
    return KeptMemories(memories, tuple(outdated))


def select_recollection(connection: sqlite3.Connection, basis: str, question_id: str) -> Recollection:
    """Return what is kept about one question, and what was heard since; everything that was heard where nothing holds.

    Args:
        connection: The database.
        basis: What memories are worked out by: the rules, and the time zone that tells the days.
        question_id: The question; what was heard of its follow-ups and exercises belongs to it.
    """
    key = to_column(question_id)
    question = connection.execute("SELECT * FROM heard_questions WHERE question_id = ?", (key,)).fetchone()
    if question is None:
        return Recollection(question_id, 0, (), (), outdated=False)
    rows = connection.execute(f"SELECT {COLUMNS} FROM memories WHERE question_id = ? ORDER BY position", (key,))  # noqa: S608 - our own names
    kept = [tuple(row) for row in rows]
    since, through = question["since"], question["through"]
    memories: tuple[PointMemory, ...] = ()
    heard: tuple[PointHeard, ...] = ()
    valid = holds(question, kept, basis)
    rolls_on = valid and since is not None and str(since) > through
    if valid and (since is None or rolls_on):
        memories = tuple(_memory(question_id, row) for row in kept)
    if not valid or since is not None:
        heard = _select_points_heard(connection, question_id, after=through if rolls_on else "")
    return Recollection(question_id, question["change"], memories, heard, outdated=not valid or since is not None)


def keep_memories(connection: sqlite3.Connection, basis: str, recollections: Iterable[Recollection]) -> None:
    """Keep what was worked out about questions, except where their answers have changed meanwhile.

    Args:
        connection: The database.
        basis: What they were worked out by.
        recollections: Whose memories know everything that was heard.
    """
    for each in recollections:
        key = to_column(each.question_id)
        where, values = _within(each.question_id)
        newest = f"SELECT max(answered_at) FROM counted_attempts AS attempts WHERE {where}"  # noqa: S608 - our own text
        (through,) = connection.execute(newest, values).fetchone()
        rows = [_row(memory) for memory in each.memories]
        sealed = seal(through or "", basis, rows)
        done = connection.execute(
            "UPDATE heard_questions SET since = NULL, through = ?, basis = ?, seal = ? WHERE question_id = ? "
            "AND change = ?",
            (through or "", basis, sealed, key, each.change),
        )
        if done.rowcount:
            connection.execute("DELETE FROM memories WHERE question_id = ?", (key,))
            connection.executemany(
                f"INSERT INTO memories (question_id, position, {COLUMNS}) VALUES ({', '.join('?' * 19)})",  # noqa: S608 - our own names
                ((key, position, *row) for position, row in enumerate(rows)),
            )


def _within(question_id: str) -> tuple[str, tuple[str | bytes, ...]]:
    """Return the condition that an attempt is at a question, a follow-up or an exercise of it, and its values."""
    ids = (question_id, following_id(question_id, ""), f"{question_id}{_AFTER}")
    where = "(attempts.question_id = ? OR (attempts.question_id >= ? AND attempts.question_id < ?))"
    return where, tuple(to_column(each) for each in ids)


def _select_points_heard(connection: sqlite3.Connection, question_id: str, *, after: str) -> tuple[PointHeard, ...]:
    """List the verdicts that count on every judged attempt, oldest first, with hints and the user's own ratings.

    Args:
        connection: The database.
        question_id: Only attempts at this question, its follow-ups and exercises.
        after: Only attempts that began later, as the tables write it; empty for all.
    """
    where, names = _within(question_id)
    rows = connection.execute(
        f"""
        SELECT attempts.question_id, verdicts.point_id, attempts.answered_at, verdicts.verdict, ratings.rating,
            hints.point_id IS NOT NULL AS hinted
        FROM counted_attempts AS attempts JOIN standing_verdicts AS verdicts ON verdicts.attempt = attempts.number
        LEFT JOIN ratings ON ratings.attempt = attempts.number AND ratings.point_id = verdicts.point_id
        LEFT JOIN hints ON hints.attempt = attempts.number AND hints.point_id = verdicts.point_id
        WHERE attempts.judged AND {where} AND attempts.answered_at > ?
        ORDER BY attempts.answered_at, attempts.id, verdicts.position
        """,  # noqa: S608 - our own text
        (*names, after),
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


def select_heard(connection: sqlite3.Connection, question_id: str, since: date) -> tuple[PointHeard, ...]:
    """List what was heard of the points of one question since a day, oldest first.

    Args:
        connection: The database.
        question_id: The question; what was heard of its follow-ups and exercises belongs to it.
        since: The day, in any time zone: what was heard on the day before may be among it.
    """
    return _select_points_heard(connection, question_id, after=(since - timedelta(days=1)).isoformat())


def _verdict(value: object) -> Verdict:
    found = _VERDICTS.get(value) if isinstance(value, str) else None
    if found is None:
        raise DamagedRowError("verdicts.verdict is damaged")
    return found


def _rating(value: int | None) -> int | None:
    if value not in _RATINGS:
        raise DamagedRowError("ratings.rating is damaged")
    return value


def _row(memory: PointMemory) -> Row:
    last, before = memory.last, memory.before
    return (
        to_column(last.point_id),
        last.day.isoformat(),
        int(last.rating),
        last.verdict.value,
        int(last.chosen),
        int(last.hinted),
        memory.due.isoformat(),
        float(memory.stability),
        memory.reviews,
        memory.in_a_row,
        float(memory.difficulty),
        *(
            (before.day.isoformat(), float(before.stability), float(before.difficulty), before.in_a_row, before.missed)
            if before
            else (None, None, None, None, None)
        ),
        memory.missed,
    )


def _memory(question_id: str, row: Row) -> PointMemory:
    """Undo `_row`; the seal has said that the row is as it was written."""
    point, day, rating, verdict, chosen, hinted, due, stability, reviews, in_a_row, difficulty, *before, missed = row
    return PointMemory(
        Review(
            question_id,
            to_text(point),
            date.fromisoformat(day),
            Rating(rating),
            Verdict(verdict),
            bool(chosen),
            bool(hinted),
        ),
        date.fromisoformat(due),
        stability,
        reviews,
        in_a_row,
        difficulty,
        None if before[0] is None else Strength(date.fromisoformat(before[0]), *before[1:]),
        missed,
    )
