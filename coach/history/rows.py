"""An attempt to rows of the tables and back, exactly: its words, its delivery and its verdicts."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from coach.domain.attempt import AnswerKind, Attempt, EarlierVerdicts
from coach.domain.coverage import Coverage, Evidence, Label, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, PaceWindow, Pause, PausePlace, Phrase
from coach.domain.recording import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.history.columns import (
    DamagedRowError,
    check_places,
    moment,
    sound,
    to_column,
    to_index,
    to_moment,
    to_span,
    to_text,
)

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


def insert(connection: sqlite3.Connection, attempt: Attempt) -> None:
    """Add the rows of one attempt; those of an attempt with the same id go first.

    Where that one was archived or deleted, this one is too: what is put right about it does not bring it back.
    """
    name = (to_column(attempt.id),)
    put_away = connection.execute("SELECT archived_at, deleted_at FROM attempts WHERE id = ?", name).fetchone()
    connection.execute("DELETE FROM attempts WHERE id = ?", name)
    transcript, score = attempt.transcript, attempt.scorecard.score
    number = connection.execute(
        "INSERT INTO attempts (id, question_id, question, answered_at, kind, answer, typed, total_seconds, score, "
        "judged, rubric_version, audio, dropped_blocks, problem, archived_at, deleted_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            *(put_away or (None, None)),
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
        _insert_delivery(connection, number, attempt.delivery)
    if attempt.listening:
        _insert_listening(connection, number, attempt.listening)
    _insert_verdicts(connection, number, attempt.coverage)
    _insert_judgements(connection, number, attempt.earlier)
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
    _check_sum(connection, number, row["covered"])
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
        delivery=_select_delivery(connection, number),
        coverage=_select_verdicts(connection, number),
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
        earlier=_select_judgements(connection, number),
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


def to_listening(row: sqlite3.Row) -> ListeningQuality:
    """Return the listening quality in a row of the table `listening`."""
    values = {name: row[name] for name in QUALITY}
    return ListeningQuality(**{**values, "broken_off": bool(values["broken_off"])})


_HEDGE, _REPETITION, _FALSE_START = "hedge", "repetition", "false start"


def _insert_delivery(connection: sqlite3.Connection, number: int | None, delivery: Delivery) -> None:
    """Add the rows of one attempt's delivery.

    Args:
        connection: The database.
        number: The attempt's key.
        delivery: Its delivery.
    """
    stretch = delivery.longest_stretch
    connection.execute(
        "INSERT INTO deliveries (attempt, total_seconds, speech_seconds, answer_seconds, spoken_words, "
        "words_per_minute, articulation_rate, fillers_per_minute, time_to_first_word, syllables, "
        "syllables_per_second, articulation_syllables_per_second, longest_stretch_start_seconds, "
        "longest_stretch_end_seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            delivery.syllables,
            delivery.syllables_per_second,
            delivery.articulation_syllables_per_second,
            stretch.start if stretch else None,
            stretch.end if stretch else None,
        ),
    )
    connection.executemany(
        "INSERT INTO spans (attempt, kind, position, start_seconds, end_seconds, place) "
        "VALUES (?, 'pause', ?, ?, ?, ?)",
        ((number, at, pause.start, pause.end, pause.place.value) for at, pause in enumerate(delivery.pauses)),
    )
    connection.executemany(
        "INSERT INTO fillers (attempt, position, text, start_seconds, end_seconds, kind, first_word, last_word) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                at,
                to_column(each.text),
                each.span.start,
                each.span.end,
                each.kind,
                each.first_word,
                each.last_word,
            )
            for at, each in enumerate(delivery.fillers)
        ),
    )
    connection.executemany(
        "INSERT INTO phrases (attempt, kind, position, text, start_seconds, end_seconds, first_word, last_word) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, kind, at, to_column(each.text), each.span.start, each.span.end, each.first_word, each.last_word)
            for kind, at, each in _phrases(delivery)
        ),
    )
    connection.executemany(
        "INSERT INTO pace_windows (attempt, position, start_seconds, end_seconds, words_per_minute) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            (number, at, window.span.start, window.span.end, window.words_per_minute)
            for at, window in enumerate(delivery.pace_windows)
        ),
    )


def _select_delivery(connection: sqlite3.Connection, number: int) -> Delivery | None:
    """Put the delivery of an attempt together again; None where it has none.

    Args:
        connection: The database.
        number: The attempt's key.

    Raises:
        DamagedRowError: Something of it is damaged.
    """

    def rows(table: str, kind: str = "") -> list[sqlite3.Row]:
        where = "attempt = ? AND kind = ?" if kind else "attempt = ?"
        values = (number, kind) if kind else (number,)
        found = connection.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY position", values)  # noqa: S608 - our own names
        return list(sound(table, found))

    row = connection.execute("SELECT * FROM deliveries WHERE attempt = ?", (number,)).fetchone()
    if row is None:
        return None
    (row,) = sound("deliveries", (row,))
    start, end = row["longest_stretch_start_seconds"], row["longest_stretch_end_seconds"]
    return Delivery(
        total_seconds=row["total_seconds"],
        speech_seconds=row["speech_seconds"],
        answer_seconds=row["answer_seconds"],
        spoken_words=row["spoken_words"],
        words_per_minute=row["words_per_minute"],
        articulation_rate=row["articulation_rate"],
        pauses=tuple(_pause(each) for each in rows("spans", "pause")),
        fillers=tuple(_filler(each) for each in rows("fillers")),
        fillers_per_minute=row["fillers_per_minute"],
        time_to_first_word=row["time_to_first_word"],
        syllables=row["syllables"],
        syllables_per_second=row["syllables_per_second"],
        articulation_syllables_per_second=row["articulation_syllables_per_second"],
        pace_windows=tuple(PaceWindow(to_span(each), each["words_per_minute"]) for each in rows("pace_windows")),
        longest_stretch=None if start is None or end is None else TimeSpan(start, end),
        hedges=tuple(_phrase(each) for each in rows("phrases", _HEDGE)),
        repetitions=tuple(_phrase(each) for each in rows("phrases", _REPETITION)),
        false_starts=tuple(_phrase(each) for each in rows("phrases", _FALSE_START)),
    )


def _phrases(delivery: Delivery) -> Iterator[tuple[str, int, Phrase]]:
    for kind, phrases in (
        (_HEDGE, delivery.hedges),
        (_REPETITION, delivery.repetitions),
        (_FALSE_START, delivery.false_starts),
    ):
        yield from ((kind, at, phrase) for at, phrase in enumerate(phrases))


def _pause(row: sqlite3.Row) -> Pause:
    place = PausePlace.BETWEEN if row["place"] is None else PausePlace(row["place"])
    return Pause(row["start_seconds"], row["end_seconds"], place)


def _filler(row: sqlite3.Row) -> Filler:
    return Filler(to_text(row["text"]), to_span(row), FillerKind(row["kind"]), row["first_word"], row["last_word"])


def _phrase(row: sqlite3.Row) -> Phrase:
    return Phrase(to_text(row["text"]), to_span(row), row["first_word"], row["last_word"])


_COLUMNS = (
    "point_id, point, weight, verdict, probability, similarity, mistake_similarity, closest_to, evidence, "
    "evidence_first_word, evidence_last_word, evidence_start_seconds, evidence_end_seconds, reason"
)

_MARKS = ", ".join("?" * 14)

_COVERED = (
    "SELECT sum(weight * CASE verdict WHEN 'covered' THEN 1.0 WHEN 'partly' THEN 0.5 ELSE 0.0 END) / sum(weight) "
    "FROM standing_verdicts WHERE attempt = ?"
)
"""The weighted share of key points made, partly counting half; NULL where there are none."""

_ROUNDING = 1e-9
"""By how much a share may differ: the database adds up in any order."""


def _insert_verdicts(connection: sqlite3.Connection, number: int | None, coverage: Coverage) -> None:
    """Add the verdicts that count."""
    connection.executemany(
        f"INSERT INTO verdicts (attempt, position, {_COLUMNS}) VALUES (?, ?, {_MARKS})",  # noqa: S608 - our own names
        ((number, position, *_values(point)) for position, point in enumerate(coverage.points)),
    )


def sum_up_verdicts(connection: sqlite3.Connection, number: int | None) -> None:
    """Note with an attempt how much of its points was made, once its verdicts and labels are there."""
    connection.execute(f"UPDATE attempts SET covered = ({_COVERED}) WHERE number = ?", (number, number))  # noqa: S608 - our own text


def _check_sum(connection: sqlite3.Connection, number: int, covered: float | None) -> None:
    """Make sure that what is noted of an attempt agrees with its verdicts and labels.

    Raises:
        DamagedRowError: It does not.
    """
    (share,) = connection.execute(_COVERED, (number,)).fetchone()
    differs = share is not covered if share is None or covered is None else abs(share - covered) > _ROUNDING
    if differs:
        raise DamagedRowError("attempts.covered is damaged")


def _select_verdicts(connection: sqlite3.Connection, number: int) -> Coverage:
    """Return the verdicts that count."""
    found = connection.execute("SELECT * FROM verdicts WHERE attempt = ? ORDER BY position", (number,))
    rows = list(sound("verdicts", found))
    check_places("verdicts", (row["position"] for row in rows))
    return Coverage(tuple(_point(row) for row in rows))


def _insert_judgements(connection: sqlite3.Connection, number: int | None, earlier: Sequence[EarlierVerdicts]) -> None:
    """Add the judgements that were replaced, oldest first."""
    for age, judgement in enumerate(earlier):
        connection.execute(
            "INSERT INTO judgements (attempt, age, rubric_version, score, embedder) VALUES (?, ?, ?, ?, ?)",
            (number, age, to_column(judgement.rubric_version), judgement.score, to_column(judgement.embedder)),
        )
        connection.executemany(
            f"INSERT INTO earlier_verdicts (attempt, age, position, {_COLUMNS}) VALUES (?, ?, ?, {_MARKS})",  # noqa: S608 - our own names
            ((number, age, position, *_values(point)) for position, point in enumerate(judgement.coverage.points)),
        )


def _select_judgements(connection: sqlite3.Connection, number: int) -> tuple[EarlierVerdicts, ...]:
    """Return the judgements that were replaced, oldest first."""
    rows = connection.execute("SELECT * FROM judgements WHERE attempt = ? ORDER BY age", (number,)).fetchall()
    found = []
    for row in sound("judgements", rows):
        verdicts = connection.execute(
            "SELECT * FROM earlier_verdicts WHERE attempt = ? AND age = ? ORDER BY position", (number, row["age"])
        )
        coverage = Coverage(tuple(_point(each) for each in sound("earlier_verdicts", verdicts)))
        found.append(EarlierVerdicts(to_text(row["rubric_version"]), coverage, row["score"], to_text(row["embedder"])))
    return tuple(found)


def _values(point: PointCoverage) -> tuple[object, ...]:
    evidence = point.evidence
    return (
        to_column(point.id),
        to_column(point.point),
        point.importance,
        point.verdict.value,
        point.probability,
        point.similarity,
        point.mistake_similarity,
        to_column(point.closest_to),
        *(
            (to_column(evidence.text), evidence.first_word, evidence.last_word, evidence.start, evidence.end)
            if evidence
            else (None, None, None, None, None)
        ),
        to_column(point.reason),
    )


def _point(row: sqlite3.Row) -> PointCoverage:
    evidence = None
    beside = [row[f"evidence_{name}"] for name in ("first_word", "last_word", "start_seconds", "end_seconds")]
    if any((each is None) != (row["evidence"] is None) for each in beside):
        raise DamagedRowError("verdicts.evidence is damaged")
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
        importance=row["weight"],
        verdict=Verdict(row["verdict"]),
        probability=row["probability"],
        similarity=row["similarity"],
        mistake_similarity=row["mistake_similarity"],
        evidence=evidence,
        closest_to=to_text(row["closest_to"]),
        reason=to_text(row["reason"]),
    )
