"""Practice over days and weeks, added up by the database: how much, how well, which questions, what is missed again."""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Verdict
from coach.domain.progress import DayOfPractice, Missed, Practised, Progress, WeekOfSpeech
from coach.domain.recording import ListeningQuality
from coach.domain.rubric import is_following
from coach.domain.spelling import bare
from coach.history.columns import LOCAL_DAY, MOST_NUMBER, NUMBERS, DamagedRowError, checks_of, sound, to_column, to_text
from coach.history.rows import QUALITY
from coach.history.summaries import Counted

WEEKS = 26
"""Weeks of speech that are added up, up to that of the newest attempt: half a year shows where it is going."""

_MONDAY = f"date({LOCAL_DAY}, 'weekday 0', '-6 days')"

_FIRST_MONDAY = (
    "SELECT strftime('%Y-%m-%dT%H:%M:%S', "  # noqa: S608 - our own text
    f"date(max(answered_at), 'localtime', 'weekday 0', '-6 days', '-{7 * (WEEKS - 1)} days'), 'utc') "
    "FROM counted_attempts"
)

LAST_ATTEMPTS = 2
"""Attempts in a row that must have missed a point: one miss may be a slip."""

_FIRST = "SELECT question_id FROM counted_attempts WHERE judged"

_EVER = f"""
    WITH RECURSIVE question (id) AS (
        SELECT ({_FIRST} ORDER BY question_id LIMIT 1)
        UNION ALL
        SELECT ({_FIRST} AND question_id > question.id ORDER BY question_id LIMIT 1) FROM question WHERE id IS NOT NULL
    )
    SELECT id FROM question WHERE EXISTS (
        SELECT 1 FROM counted_attempts WHERE question_id = question.id AND judged AND covered IS NOT NULL
    )
"""  # noqa: S608 - our own text
"""Steps from question to question in an index, however many answers each has."""

_DAY = f"coalesce({LOCAL_DAY}, 'damaged')"

_DAYS = f"""
    SELECT question_id, group_concat(DISTINCT {_DAY}) AS days FROM counted_attempts
    WHERE judged AND covered IS NOT NULL AND answered_at >= date(:since, '-1 day') AND {_DAY} >= :since
    GROUP BY question_id
"""  # noqa: S608 - our own text
"""The first comparison is for the index: a day of some time zone begins up to a day earlier in UTC."""

_CHECKS = checks_of("listening", QUALITY)


def select_progress(connection: sqlite3.Connection, questions: Sequence[str] | None, counted: Counted) -> Progress:
    """Add up all days, and the last weeks.

    Args:
        connection: The database.
        questions: Only attempts at these questions; None for all.
        counted: Says whether the fillers of an attempt are to be relied on.
    """
    marks = ", ".join("?" * len(questions or ()))
    where = "" if questions is None else f"WHERE question_id IN ({marks})"
    values = [to_column(question) for question in questions or ()]
    return Progress(_days(connection, where, values), _weeks(connection, where, values, counted))


def select_days(connection: sqlite3.Connection) -> tuple[DayOfPractice, ...]:
    """Add up every day with answers, oldest first."""
    return _days(connection, "", [])


def select_missed(connection: sqlite3.Connection) -> tuple[Missed, ...]:
    """List every key point that each of the last two judged attempts at its question missed or contradicted."""
    # A column beside max() is that of the row with the largest, here of the newer attempt. All attempts are gone
    # through in the order in which their verdicts lie on the disk: question by question each page would be read again.
    rows = connection.execute(
        """
        WITH last AS (
            SELECT attempts.number, attempts.question_id, attempts.answered_at, attempts.id
            FROM (SELECT DISTINCT question_id FROM counted_attempts WHERE judged) AS question
            JOIN attempts ON attempts.number IN (
                SELECT number FROM counted_attempts AS one WHERE one.question_id = question.question_id AND judged
                ORDER BY answered_at DESC, id DESC LIMIT ?
            )
        ), missed AS MATERIALIZED (
            SELECT last.question_id, verdicts.point_id, verdicts.verdict, max(last.answered_at || last.id)
            FROM last JOIN standing_verdicts AS verdicts ON verdicts.attempt = last.number
            WHERE verdicts.verdict IN ('missed', 'contradicted')
            GROUP BY last.question_id, verdicts.point_id HAVING count(*) = ?
        ), asked AS MATERIALIZED (
            SELECT number, question_id FROM counted_attempts
            WHERE judged AND question_id IN (SELECT question_id FROM missed) ORDER BY number
        )
        SELECT missed.question_id, missed.point_id, missed.verdict, count(*) AS attempts,
            sum(verdicts.verdict IN ('missed', 'contradicted')) AS times
        FROM asked CROSS JOIN missed ON missed.question_id = asked.question_id
        CROSS JOIN standing_verdicts AS verdicts
            ON verdicts.attempt = asked.number AND verdicts.point_id = missed.point_id
        GROUP BY missed.question_id, missed.point_id
        """,
        (LAST_ATTEMPTS, LAST_ATTEMPTS),
    )
    return tuple(
        Missed(
            to_text(row["question_id"]),
            to_text(row["point_id"]),
            Verdict(row["verdict"]),
            row["times"],
            row["attempts"],
        )
        for row in sound("verdicts", rows)
    )


def select_practised(connection: sqlite3.Connection, since: date) -> Practised:
    """Return which questions have a judged answer, and on which days since one they had; a follow-up alone is none.

    Args:
        connection: The database.
        since: The first day, in the time zone of this machine.
    """
    ever = (to_text(row["id"]) for row in connection.execute(_EVER))
    days = (
        (to_text(row["question_id"]), row["days"]) for row in connection.execute(_DAYS, {"since": since.isoformat()})
    )
    return Practised(
        frozenset(name for name in ever if not is_following(name)),
        {name: _dates(written) for name, written in days if not is_following(name)},
    )


def _days(connection: sqlite3.Connection, where: str, values: list[str | bytes]) -> tuple[DayOfPractice, ...]:
    rows = _at_once(
        connection,
        ("day", "answers", "seconds", "score", "share"),
        f"SELECT {LOCAL_DAY} AS day, count(*) AS answers, sum(total_seconds) AS seconds, "  # noqa: S608 - our own text
        "avg(CASE WHEN judged THEN score END) AS score, avg(CASE WHEN judged THEN covered END) AS share "
        f"FROM counted_attempts {where} GROUP BY day ORDER BY day",
        values,
    )
    return tuple(
        DayOfPractice(_date(day), _number(answers), _number(seconds), _maybe(score), _maybe(share))
        for day, answers, seconds, score, share in rows
    )


def _weeks(
    connection: sqlite3.Connection, where: str, values: list[str | bytes], counted: Counted
) -> tuple[WeekOfSpeech, ...]:
    spoken = f"{where} {'AND' if where else 'WHERE'} kind != ? AND answered_at >= ({_FIRST_MONDAY})"
    rows = _at_once(
        connection,
        ("monday", "words", "minutes", "fillers", "speech_seconds", *QUALITY),
        f"SELECT {_MONDAY} AS monday, spoken_words AS words, answer_seconds / 60 AS minutes, "  # noqa: S608 - our own text
        "(SELECT json_group_array(hex(text)) FROM fillers WHERE fillers.attempt = number) AS fillers, speech_seconds, "
        f"{', '.join(f'listening.{name}' for name in QUALITY)} "
        "FROM counted_attempts AS attempts JOIN deliveries ON deliveries.attempt = attempts.number "
        f"LEFT JOIN listening ON listening.attempt = attempts.number {spoken} ORDER BY monday",
        [*values, AnswerKind.TYPED.value],
    )
    weeks: dict[str, _Week] = {}
    for monday, words, minutes, fillers, speech, *quality in rows:
        week = weeks.setdefault(monday, _Week())
        week.words += _number(words)
        week.minutes += _number(minutes)
        if counted(_quality(quality), _number(speech)):
            week.fillers.update(bare(to_text(bytes.fromhex(text))) for text in json.loads(fillers))
            week.relied_on_minutes += minutes
    return tuple(
        WeekOfSpeech(
            _date(monday),
            week.words / week.minutes,
            week.fillers.total() / week.relied_on_minutes if week.relied_on_minutes else None,
            dict(week.fillers),
            week.relied_on_minutes,
        )
        for monday, week in weeks.items()
        if week.minutes > 0
    )


@dataclass(slots=True)
class _Week:
    words: int = 0
    minutes: float = 0.0
    fillers: Counter[str] = field(default_factory=Counter)
    relied_on_minutes: float = 0.0


def _quality(measured: list[Any]) -> ListeningQuality | None:
    if all(value is None for value in measured):
        return None
    if not all(check(value) for check, value in zip(_CHECKS, measured, strict=True)):
        raise DamagedRowError("listening is damaged")
    return ListeningQuality(*measured)


def _date(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise DamagedRowError("attempts.answered_at is damaged") from error


def _number(value: Any) -> Any:
    if not (isinstance(value, NUMBERS) and abs(value) < MOST_NUMBER):
        raise DamagedRowError("a measure is damaged")
    return value


def _maybe(value: Any) -> Any:
    return None if value is None else _number(value)


def _at_once(
    connection: sqlite3.Connection, columns: Sequence[str], query: str, values: Sequence[str | bytes]
) -> list[list[Any]]:
    """Fetch all rows in one step: with one step a row, a busy screen would be waited for at every row."""
    row = f"json_array({', '.join(columns)})"
    found = connection.execute(f"SELECT json_group_array({row}) FROM ({query})", values).fetchone()  # noqa: S608 - our own text
    try:
        rows: list[list[Any]] = json.loads(found[0])
    except ValueError as error:  # an endless number
        raise DamagedRowError("a measure is damaged") from error
    return rows


def _dates(written: str) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(each) for each in written.split(","))
    except ValueError as error:
        raise DamagedRowError("attempts.answered_at is damaged") from error
