"""An attempt to rows of the tables and back, exactly."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.labels import Label
from coach.domain.listening import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript, Word
from coach.history.columns import to_column, to_index, to_moment, to_span, to_text
from coach.history.delivery_rows import insert_delivery, select_delivery
from coach.history.soundness import DamagedRowError, check_places, moment, sound
from coach.history.verdict_rows import (
    check_sum,
    insert_judgements,
    insert_verdicts,
    select_judgements,
    select_verdicts,
    sum_up_verdicts,
)


def insert(connection: sqlite3.Connection, attempt: Attempt) -> None:
    """Add the rows of one attempt; those of an attempt with the same id go first."""
    connection.execute("DELETE FROM attempts WHERE id = ?", (to_column(attempt.id),))
    transcript, score = attempt.transcript, attempt.scorecard.score
    number = connection.execute(
        "INSERT INTO attempts (id, question_id, question, answered_at, kind, answer, typed, total_seconds, score, "
        "judged, rubric_version, audio, dropped_blocks, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            to_column(attempt.id),
            to_column(attempt.question_id),
            to_column(attempt.question),
            to_moment(attempt.answered_at),
            attempt.kind.value,
            to_column(transcript.text),
            transcript.typed,
            transcript.total_seconds,
            0 if score is None else score,
            score is not None,
            to_column(attempt.rubric_version),
            None if attempt.audio is None else to_column(str(attempt.audio)),
            attempt.dropped_blocks,
            to_column(attempt.problem),
        ),
    ).lastrowid
    connection.execute(
        "INSERT INTO searchable (rowid, answer, question) VALUES (?, ?, ?)",
        (number, to_index(transcript.text), to_index(attempt.question)),
    )
    for table, words in (("words", transcript.words), ("heard_words", attempt.heard)):
        _insert_words(connection, table, number, words)
    for kind, spans in (("speech", transcript.speech), ("unclear", transcript.unclear)):
        connection.executemany(
            "INSERT INTO spans (attempt, kind, position, start_seconds, end_seconds) VALUES (?, ?, ?, ?, ?)",
            ((number, kind, position, span.start, span.end) for position, span in enumerate(spans)),
        )
    if attempt.delivery:
        insert_delivery(connection, number, attempt.delivery)
    if attempt.listening:
        _insert_listening(connection, number, attempt.listening)
    insert_verdicts(connection, number, attempt.coverage)
    insert_judgements(connection, number, attempt.earlier)
    connection.executemany(
        "INSERT INTO advice VALUES (?, ?, ?)",
        ((number, position, to_column(text)) for position, text in enumerate(attempt.scorecard.advice)),
    )
    connection.executemany(
        "INSERT INTO weights VALUES (?, ?, ?)",
        ((number, to_column(role), to_column(name)) for role, name in attempt.weights.items()),
    )
    connection.executemany(
        "INSERT INTO labels (attempt, point_id, label) VALUES (?, ?, ?)",
        ((number, to_column(point), label.value) for point, label in attempt.labels.items()),
    )
    connection.executemany(
        "INSERT INTO ratings (attempt, point_id, rating) VALUES (?, ?, ?)",
        ((number, to_column(point), rating) for point, rating in attempt.ratings.items()),
    )
    connection.executemany(
        "INSERT INTO hints (attempt, position, point_id) VALUES (?, ?, ?)",
        ((number, position, to_column(point)) for position, point in enumerate(attempt.hints)),
    )
    sum_up_verdicts(connection, number)


def _insert_words(connection: sqlite3.Connection, table: str, number: int | None, words: Iterable[Word]) -> None:
    connection.executemany(
        f"INSERT INTO {table} (attempt, position, text, start_seconds, end_seconds, probability, filler, spelled) "  # noqa: S608 - our own names
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, at, to_column(word.text), word.start, word.end, word.probability, word.filler, word.spelled)
            for at, word in enumerate(words)
        ),
    )


def _insert_listening(connection: sqlite3.Connection, number: int | None, listening: ListeningQuality) -> None:
    connection.execute(
        "INSERT INTO listening (attempt, signal_to_noise_db, clipped_share, uncovered_seconds, word_probability, "
        "dropped_blocks, unread_seconds, unread_share, broken_off) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            listening.signal_to_noise_db,
            listening.clipped_share,
            listening.uncovered_seconds,
            listening.word_probability,
            listening.dropped_blocks,
            listening.unread_seconds,
            listening.unread_share,
            listening.broken_off,
        ),
    )


def select(connection: sqlite3.Connection, row: sqlite3.Row) -> Attempt:
    """Put an attempt together again.

    Args:
        connection: The database.
        row: Its row in `attempts`.

    Raises:
        DamagedRowError: Something of it is damaged.
    """
    (row,) = sound("attempts", (row,))
    number = row["number"]

    def rows(table: str, order: str = "position") -> list[sqlite3.Row]:
        found = connection.execute(f"SELECT * FROM {table} WHERE attempt = ? ORDER BY {order}", (number,))  # noqa: S608 - our own names
        return list(sound(table, found))

    words = rows("words")
    check_places("words", (each["position"] for each in words))
    transcript = Transcript(
        words=tuple(_word(each) for each in words),
        speech=(),
        total_seconds=row["total_seconds"],
        typed=bool(row["typed"]),
    )
    if transcript.text != to_text(row["answer"]):  # it is there twice
        raise DamagedRowError("attempts.answer is damaged")
    check_sum(connection, number, row["covered"])
    spans: dict[str, list[TimeSpan]] = {"speech": [], "unclear": [], "pause": []}
    for span in rows("spans"):
        spans[span["kind"]].append(to_span(span))
    return Attempt(
        id=to_text(row["id"]),
        question_id=to_text(row["question_id"]),
        question=to_text(row["question"]),
        answered_at=moment(row["answered_at"]),
        kind=AnswerKind(row["kind"]),
        transcript=replace(transcript, speech=tuple(spans["speech"]), unclear=tuple(spans["unclear"])),
        delivery=select_delivery(connection, number),
        coverage=select_verdicts(connection, number),
        scorecard=Scorecard(
            row["score"] if row["judged"] else None, tuple(to_text(each["text"]) for each in rows("advice"))
        ),
        rubric_version=to_text(row["rubric_version"]),
        weights={to_text(each["role"]): to_text(each["name"]) for each in rows("weights", "role")},
        audio=None if row["audio"] is None else Path(to_text(row["audio"])),
        dropped_blocks=row["dropped_blocks"],
        problem=to_text(row["problem"]),
        listening=_listening(connection, number),
        labels={to_text(each["point_id"]): Label(each["label"]) for each in rows("labels", "point_id")},
        ratings={to_text(each["point_id"]): each["rating"] for each in rows("ratings", "point_id")},
        hints=tuple(to_text(each["point_id"]) for each in rows("hints")),
        heard=tuple(_word(each) for each in rows("heard_words")),
        earlier=select_judgements(connection, number),
    )


def _word(row: sqlite3.Row) -> Word:
    return Word(
        to_text(row["text"]),
        row["start_seconds"],
        row["end_seconds"],
        row["probability"],
        bool(row["filler"]),
        bool(row["spelled"]),
    )


def _listening(connection: sqlite3.Connection, number: int) -> ListeningQuality | None:
    row = connection.execute("SELECT * FROM listening WHERE attempt = ?", (number,)).fetchone()
    return None if row is None else to_listening(next(sound("listening", (row,))))


QUALITY = (
    "signal_to_noise_db",
    "clipped_share",
    "uncovered_seconds",
    "word_probability",
    "dropped_blocks",
    "unread_seconds",
    "unread_share",
    "broken_off",
)
"""The columns of the table `listening` in the order of a `ListeningQuality`."""


def to_listening(row: sqlite3.Row) -> ListeningQuality:
    """Give the listening quality in a row of the table `listening`."""
    values = {name: row[name] for name in QUALITY}
    return ListeningQuality(**{**values, "broken_off": bool(values["broken_off"])})
