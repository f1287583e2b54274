"""Days and weeks of practice, added up by the database."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coach.domain.attempt import AnswerKind
from coach.domain.listening import ListeningQuality
from coach.domain.progress import DayOfPractice, Progress, WeekOfSpeech
from coach.history.columns import LOCAL_DAY, to_column
from coach.history.rows import QUALITY
from coach.history.soundness import MOST_NUMBER, NUMBERS, DamagedRowError, checks_of
from coach.history.summaries import Counted

WEEKS = 26
"""Weeks of speech that are added up, up to that of the newest attempt: half a year shows where it is going."""

_MONDAY = f"date({LOCAL_DAY}, 'weekday 0', '-6 days')"
_FIRST_MONDAY = (
    "SELECT strftime('%Y-%m-%dT%H:%M:%S', "  # noqa: S608 - our own text
    f"date(max(answered_at), 'localtime', 'weekday 0', '-6 days', '-{7 * (WEEKS - 1)} days'), 'utc') FROM attempts"
)


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


def _days(connection: sqlite3.Connection, where: str, values: list[str | bytes]) -> tuple[DayOfPractice, ...]:
    rows = _at_once(
        connection,
        ("day", "answers", "seconds", "score", "share"),
        f"SELECT {LOCAL_DAY} AS day, count(*) AS answers, sum(total_seconds) AS seconds, "  # noqa: S608 - our own text
        "avg(CASE WHEN judged THEN score END) AS score, avg(CASE WHEN judged THEN covered END) AS share "
        f"FROM attempts {where} GROUP BY day ORDER BY day",
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
        "(SELECT count(*) FROM fillers WHERE fillers.attempt = number) AS fillers, speech_seconds, "
        f"{', '.join(f'listening.{name}' for name in QUALITY)} "
        "FROM attempts JOIN deliveries ON deliveries.attempt = attempts.number "
        f"LEFT JOIN listening ON listening.attempt = attempts.number {spoken} ORDER BY monday",
        [*values, AnswerKind.TYPED.value],
    )
    weeks: dict[str, _Week] = {}
    for monday, *sums in rows:
        words, minutes, fillers, speech = (_number(each) for each in sums[:4])
        quality = _quality(sums[4:])
        week = weeks.setdefault(monday, _Week())
        week.words += words
        week.minutes += minutes
        if counted(quality, speech):
            week.fillers += fillers
            week.relied_on_minutes += minutes
    return tuple(
        WeekOfSpeech(
            _date(monday),
            week.words / week.minutes,
            week.fillers / week.relied_on_minutes if week.relied_on_minutes else None,
        )
        for monday, week in weeks.items()
        if week.minutes > 0
    )


@dataclass(slots=True)
class _Week:
    words: int = 0
    minutes: float = 0.0
    fillers: int = 0
    relied_on_minutes: float = 0.0


_CHECKS = checks_of("listening", QUALITY)


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
