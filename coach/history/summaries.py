"""Questions about many attempts at once: lists of them, counts, and recent speech."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from coach.domain.attempt import AnswerKind, AttemptSummary, RecentSpeech
from coach.domain.coverage import Verdict
from coach.domain.filtering import AttemptFilter, Shelf, names_all
from coach.domain.recording import ListeningQuality
from coach.domain.rubric import asked_question
from coach.history.columns import DamagedRowError, is_sound, moment, sound, to_column, to_moment, to_text
from coach.history.rows import to_listening

RECENT_ATTEMPTS = 30
"""Attempts looked back at for recent speech; older ones say little about how one speaks now."""

Counted = Callable[[ListeningQuality | None, float], bool]
"""Takes how well an answer was heard, where that is known, and how many seconds of speech it has."""

_SUMMARIES = (
    "SELECT attempts.*, deliveries.words_per_minute, deliveries.answer_seconds, "
    "judgements.age AS judged_again, judgements.score AS first_score "
    "FROM attempts LEFT JOIN deliveries ON deliveries.attempt = attempts.number "
    "LEFT JOIN judgements ON judgements.attempt = attempts.number AND judgements.age = 0 "
)

_NEWEST_FIRST = "ORDER BY answered_at DESC, id DESC "

_AT_ONCE = 500
"""Attempts whose verdicts are counted in one statement; SQLite limits the number of parameters."""


ANY = AttemptFilter()
"""Asks for every attempt that counts."""

_SHELVES = {
    Shelf.KEPT: "typeof(attempts.archived_at) != 'text' AND typeof(attempts.deleted_at) != 'text'",
    Shelf.ARCHIVED: "attempts.archived_at IS NOT NULL AND typeof(attempts.archived_at) = 'text' "
    "AND typeof(attempts.deleted_at) != 'text'",
    Shelf.DELETED: "attempts.deleted_at IS NOT NULL AND typeof(attempts.deleted_at) = 'text'",
}
"""The condition of each shelf, word for word as in the indexes; why it asks for a text stands with the migration."""


def newest(
    connection: sqlite3.Connection,
    limit: int,
    offset: int,
    wanted: AttemptFilter = ANY,
    before: datetime | None = None,
) -> list[AttemptSummary]:
    """List attempts, newest first.

    Args:
        connection: The database.
        limit: At most so many.
        offset: So many of the newest are left out.
        wanted: Only these.
        before: Only attempts that began earlier, aware; None for all.
    """
    where, values = _where(connection, wanted, before)
    rows = connection.execute(f"{_SUMMARIES} {where} {_NEWEST_FIRST} LIMIT ? OFFSET ?", (*values, limit, offset))
    return _summaries(connection, rows.fetchall())


def count(connection: sqlite3.Connection, wanted: AttemptFilter = ANY) -> int:
    """Count attempts."""
    where, values = _where(connection, wanted)
    number: int = connection.execute(f"SELECT count(*) FROM attempts {where}", values).fetchone()[0]  # noqa: S608 - our own text
    return number


def ids(connection: sqlite3.Connection, wanted: AttemptFilter = ANY) -> list[str]:
    """List the ids of attempts, oldest first."""
    where, values = _where(connection, wanted)
    rows = connection.execute(f"SELECT id FROM attempts {where} ORDER BY answered_at, id", values)  # noqa: S608 - our own text
    return [to_text(row["id"]) for row in rows]


def newest_per_question(connection: sqlite3.Connection) -> list[AttemptSummary]:
    """List the last attempt at every question, newest first."""
    rows = connection.execute(
        f"{_SUMMARIES} WHERE attempts.number IN ("  # noqa: S608 - our own text
        "SELECT (SELECT number FROM counted_attempts AS other WHERE other.question_id = question.question_id "
        f"{_NEWEST_FIRST} LIMIT 1) FROM (SELECT DISTINCT question_id FROM attempts) AS question) {_NEWEST_FIRST}"
    )
    return _summaries(connection, rows.fetchall())


def recent_speech(connection: sqlite3.Connection, before: datetime, seconds: float, counted: Counted) -> RecentSpeech:
    """Add up the delivery of the newest spoken attempts until their speech reaches some length.

    Args:
        connection: The database.
        before: Only attempts that began earlier; aware.
        seconds: How much speech is enough.
        counted: Says whether the fillers of an attempt are to be relied on; an attempt whose are not is left out whole.
    """
    rows = connection.execute(
        "SELECT speech_seconds, answer_seconds, listening.*, "  # noqa: S608 - our own text
        "(SELECT count(*) FROM fillers WHERE fillers.attempt = number) AS fillers "
        "FROM counted_attempts AS attempts JOIN deliveries ON deliveries.attempt = attempts.number "
        "LEFT JOIN listening ON listening.attempt = attempts.number "
        f"WHERE answered_at < ? AND kind != ? {_NEWEST_FIRST} LIMIT ?",
        (to_moment(before), AnswerKind.TYPED.value, RECENT_ATTEMPTS),
    )
    speech, answers, fillers, attempts = 0.0, 0.0, 0, 0
    for row in rows:
        if speech >= seconds:
            break
        if not all(is_sound("deliveries", name, row[name]) for name in ("speech_seconds", "answer_seconds")):
            raise DamagedRowError("deliveries is damaged")
        measured = row["attempt"] is not None
        if not counted(to_listening(next(sound("listening", (row,)))) if measured else None, row["speech_seconds"]):
            continue
        speech += row["speech_seconds"]
        answers += row["answer_seconds"]
        fillers += row["fillers"]
        attempts += 1
    return RecentSpeech(speech, answers, fillers, attempts)


def _where(
    connection: sqlite3.Connection, wanted: AttemptFilter, before: datetime | None = None
) -> tuple[str, tuple[str | bytes | int, ...]]:
    """Write the condition that a filter is, and its values."""
    conditions, values = [_SHELVES[wanted.shelf]], list[str | bytes | int]()

    def ask(condition: str, *given: str | bytes | int) -> None:
        conditions.append(condition)
        values.extend(given)

    if before is not None:
        ask("answered_at < ?", to_moment(before))
    if wanted.about_questions:
        names = _questions(connection, wanted)
        ask(f"question_id IN ({_marks(names)})", *names)
    if wanted.scores is not None:
        ask("attempts.judged AND attempts.score BETWEEN ? AND ?", wanted.scores.least, wanted.scores.most)
    if wanted.unjudged:
        ask("NOT attempts.judged")
    for table, column, named in (
        ("standing_verdicts", "verdict", sorted(wanted.verdicts)),
        ("labels", "label", sorted(wanted.labels)),
    ):
        if named:
            found = f"SELECT 1 FROM {table} WHERE attempt = attempts.number AND {column} IN ({_marks(named)})"  # noqa: S608 - our own names
            ask(f"EXISTS ({found})", *(each.value for each in named))
    return "WHERE " + " AND ".join(conditions), tuple(values)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _questions(connection: sqlite3.Connection, wanted: AttemptFilter) -> list[str | bytes]:
    """List the ids of the questions that a filter is about, as the tables write them; few compared with the answers."""
    if wanted.question_id and not wanted.words and wanted.questions is None:
        return [to_column(wanted.question_id)]
    found: dict[str | bytes, None] = {}
    for row in connection.execute("SELECT DISTINCT question_id, question FROM attempts"):
        try:
            name, question = to_text(row["question_id"]), to_text(row["question"])
        except DamagedRowError:  # the list will come upon it
            continue
        asked = wanted.questions is None or asked_question(name) in wanted.questions
        if asked and wanted.question_id in {"", name} and names_all(wanted.words, f"{question} {name}"):
            found[row["question_id"]] = None
    return list(found)


def _summaries(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[AttemptSummary]:
    rows = list(sound("attempts", rows))
    verdicts = {row["number"]: dict.fromkeys(Verdict, 0) for row in rows}
    numbers = list(verdicts)
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        counts = connection.execute(
            f"SELECT attempt, verdict, count(*) AS times FROM standing_verdicts WHERE attempt IN ({marks}) "  # noqa: S608 - marks only
            "GROUP BY attempt, verdict",
            some,
        )
        for row in sound("verdicts", counts):
            verdicts[row["attempt"]][Verdict(row["verdict"])] = row["times"]
    return [
        AttemptSummary(
            id=to_text(row["id"]),
            question_id=to_text(row["question_id"]),
            question=to_text(row["question"]),
            answered_at=moment(row["answered_at"]),
            kind=AnswerKind(row["kind"]),
            score=row["score"] if row["judged"] else None,
            first_score=_first_score(row),
            rubric_version=to_text(row["rubric_version"]),
            verdicts=verdicts[row["number"]],
            total_seconds=row["total_seconds"],
            words_per_minute=row["words_per_minute"],
            answer_seconds=row["answer_seconds"],
        )
        for row in rows
    ]


def _first_score(row: sqlite3.Row) -> int | None:
    if row["judged_again"] is not None:
        score: int | None = row["first_score"]
        return score
    return row["score"] if row["judged"] else None
