"""An attempt to rows of the tables and back, exactly."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind
from coach.domain.scorecard import Scorecard
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript, Word


def to_column(text: str) -> str | bytes:
    """Give a text in a form that SQLite takes; half a surrogate pair, as in a file's name, is kept as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
    return text


def to_text(column: str | bytes) -> str:
    """Undo `to_column`."""
    return column.decode(errors="surrogatepass") if isinstance(column, bytes) else column


def to_moment(time: datetime) -> str:
    """Give a time as text that sorts by time.

    Raises:
        ValueError: The time is not aware.
    """
    if time.tzinfo is None:
        raise ValueError("The time of an attempt must be aware.")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def insert(connection: sqlite3.Connection, attempt: Attempt) -> None:
    """Add the rows of one attempt; those of an attempt with the same id go first."""
    connection.execute("DELETE FROM attempts WHERE id = ?", (to_column(attempt.id),))
    transcript, delivery = attempt.transcript, attempt.delivery
    number = connection.execute(
        "INSERT INTO attempts (id, question_id, question, answered_at, kind, answer, typed, total_seconds, score, "
        "rubric_version, audio, dropped_blocks, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            to_column(attempt.id),
            to_column(attempt.question_id),
            to_column(attempt.question),
            to_moment(attempt.answered_at),
            attempt.kind.value,
            to_column(transcript.text),
            transcript.typed,
            transcript.total_seconds,
            attempt.scorecard.score,
            to_column(attempt.rubric_version),
            None if attempt.audio is None else to_column(str(attempt.audio)),
            attempt.dropped_blocks,
            to_column(attempt.problem),
        ),
    ).lastrowid
    connection.executemany(
        "INSERT INTO words VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (number, position, to_column(word.text), word.start, word.end, word.probability, word.filler)
            for position, word in enumerate(transcript.words)
        ),
    )
    pauses = delivery.pauses if delivery else ()
    for kind, spans in (("speech", transcript.speech), ("unclear", transcript.unclear), ("pause", pauses)):
        connection.executemany(
            "INSERT INTO spans VALUES (?, ?, ?, ?, ?)",
            ((number, kind, position, span.start, span.end) for position, span in enumerate(spans)),
        )
    if delivery:
        _insert_delivery(connection, number, delivery)
    connection.executemany(
        "INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_verdict_row(number, position, point) for position, point in enumerate(attempt.coverage.points)),
    )
    connection.executemany(
        "INSERT INTO advice VALUES (?, ?, ?)",
        ((number, position, to_column(text)) for position, text in enumerate(attempt.scorecard.advice)),
    )
    connection.executemany(
        "INSERT INTO weights VALUES (?, ?, ?)",
        ((number, to_column(role), to_column(name)) for role, name in attempt.weights.items()),
    )


def _insert_delivery(connection: sqlite3.Connection, number: int | None, delivery: Delivery) -> None:
    connection.execute(
        "INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            delivery.total_seconds,
            delivery.speech_seconds,
            delivery.answer_seconds,
            delivery.spoken_words,
            delivery.words_per_minute,
            delivery.articulation_rate,
            delivery.fillers_per_minute,
            delivery.time_to_first_word,
        ),
    )
    connection.executemany(
        "INSERT INTO fillers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, at, to_column(each.text), each.span.start, each.span.end, each.kind.value, *_word_range(each))
            for at, each in enumerate(delivery.fillers)
        ),
    )


def _word_range(each: Filler | Evidence) -> tuple[int, int]:
    return each.first_word, each.last_word


def _verdict_row(number: int | None, position: int, point: PointCoverage) -> tuple[object, ...]:
    evidence = point.evidence
    return (
        number,
        position,
        to_column(point.id),
        to_column(point.point),
        point.weight,
        point.verdict.value,
        point.probability,
        point.similarity,
        point.mistake_similarity,
        to_column(point.closest_to),
        *(
            (to_column(evidence.text), *_word_range(evidence), evidence.start, evidence.end)
            if evidence
            else (None, None, None, None, None)
        ),
    )


def select(connection: sqlite3.Connection, row: sqlite3.Row) -> Attempt:
    """Put an attempt together again.

    Args:
        connection: The database.
        row: Its row in `attempts`.
    """
    number = row["number"]

    def rows(table: str) -> Iterable[sqlite3.Row]:
        return connection.execute(f"SELECT * FROM {table} WHERE attempt = ? ORDER BY position", (number,))  # noqa: S608 - our own names

    spans: dict[str, list[TimeSpan]] = {"speech": [], "unclear": [], "pause": []}
    for span in rows("spans"):
        spans[span["kind"]].append(_span(span))
    words = (
        Word(
            to_text(word["text"]), word["start_seconds"], word["end_seconds"], word["probability"], bool(word["filler"])
        )
        for word in rows("words")
    )
    measured = connection.execute("SELECT * FROM deliveries WHERE attempt = ?", (number,)).fetchone()
    fillers = tuple(
        Filler(to_text(each["text"]), _span(each), FillerKind(each["kind"]), each["first_word"], each["last_word"])
        for each in rows("fillers")
    )
    weights = connection.execute("SELECT role, name FROM weights WHERE attempt = ?", (number,))
    return Attempt(
        id=to_text(row["id"]),
        question_id=to_text(row["question_id"]),
        question=to_text(row["question"]),
        answered_at=datetime.fromisoformat(row["answered_at"]),
        kind=AnswerKind(row["kind"]),
        transcript=Transcript(
            words=tuple(words),
            speech=tuple(spans["speech"]),
            total_seconds=row["total_seconds"],
            unclear=tuple(spans["unclear"]),
            typed=bool(row["typed"]),
        ),
        delivery=_delivery(measured, tuple(spans["pause"]), fillers) if measured else None,
        coverage=Coverage(tuple(_point(each) for each in rows("verdicts"))),
        scorecard=Scorecard(row["score"], tuple(to_text(each["text"]) for each in rows("advice"))),
        rubric_version=to_text(row["rubric_version"]),
        weights={to_text(each["role"]): to_text(each["name"]) for each in weights},
        audio=None if row["audio"] is None else Path(to_text(row["audio"])),
        dropped_blocks=row["dropped_blocks"],
        problem=to_text(row["problem"]),
    )


def _span(row: sqlite3.Row) -> TimeSpan:
    return TimeSpan(row["start_seconds"], row["end_seconds"])


def _delivery(row: sqlite3.Row, pauses: tuple[TimeSpan, ...], fillers: tuple[Filler, ...]) -> Delivery:
    return Delivery(
        total_seconds=row["total_seconds"],
        speech_seconds=row["speech_seconds"],
        answer_seconds=row["answer_seconds"],
        spoken_words=row["spoken_words"],
        words_per_minute=row["words_per_minute"],
        articulation_rate=row["articulation_rate"],
        pauses=pauses,
        fillers=fillers,
        fillers_per_minute=row["fillers_per_minute"],
        time_to_first_word=row["time_to_first_word"],
    )


def _point(row: sqlite3.Row) -> PointCoverage:
    evidence = None
    if row["evidence"] is not None:
        evidence = Evidence(
            text=to_text(row["evidence"]),
            first_word=row["evidence_first_word"],
            last_word=row["evidence_last_word"],
            start=row["evidence_start_seconds"],
            end=row["evidence_end_seconds"],
        )
    return PointCoverage(
        id=to_text(row["point_id"]),
        point=to_text(row["point"]),
        weight=row["weight"],
        verdict=Verdict(row["verdict"]),
        probability=row["probability"],
        similarity=row["similarity"],
        mistake_similarity=row["mistake_similarity"],
        evidence=evidence,
        closest_to=to_text(row["closest_to"]),
    )
