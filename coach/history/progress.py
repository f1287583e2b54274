"""Days and weeks of practice, added up by the database."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from coach.domain.attempt import AnswerKind
from coach.domain.progress import DayOfPractice, Progress, WeekOfSpeech
from coach.history.columns import to_column
from coach.history.rows import to_listening
from coach.history.summaries import Counted

_COVERED = """
    SELECT attempt, sum(weight * CASE verdict WHEN 'covered' THEN 1.0 WHEN 'partly' THEN 0.5 ELSE 0.0 END)
        / sum(weight) AS share
    FROM standing_verdicts GROUP BY attempt
"""

_DAY = "date(answered_at, 'localtime')"
_MONDAY = "date(answered_at, 'localtime', 'weekday 0', '-6 days')"


def select_progress(connection: sqlite3.Connection, questions: Sequence[str] | None, counted: Counted) -> Progress:
    """Add everything up.

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
    rows = connection.execute(
        f"SELECT {_DAY} AS day, count(*) AS answers, sum(total_seconds) AS seconds, "  # noqa: S608 - our own text
        "avg(CASE WHEN judged THEN score END) AS score, avg(CASE WHEN judged THEN share END) AS share "
        f"FROM attempts LEFT JOIN ({_COVERED}) AS covered ON covered.attempt = attempts.number {where} "
        "GROUP BY day ORDER BY day",
        values,
    )
    return tuple(
        DayOfPractice(date.fromisoformat(row["day"]), row["answers"], row["seconds"], row["score"], row["share"])
        for row in rows
    )


def _weeks(
    connection: sqlite3.Connection, where: str, values: list[str | bytes], counted: Counted
) -> tuple[WeekOfSpeech, ...]:
    spoken = f"{where} {'AND' if where else 'WHERE'} kind != ?"
    rows = connection.execute(
        f"SELECT {_MONDAY} AS monday, spoken_words, answer_seconds, speech_seconds, listening.*, "  # noqa: S608 - our own text
        "(SELECT count(*) FROM fillers WHERE fillers.attempt = number) AS fillers "
        "FROM attempts JOIN deliveries ON deliveries.attempt = attempts.number "
        f"LEFT JOIN listening ON listening.attempt = attempts.number {spoken} ORDER BY monday",
        [*values, AnswerKind.TYPED.value],
    )
    words: dict[str, float] = {}
    minutes: dict[str, float] = {}
    fillers: dict[str, int] = {}
    heard: dict[str, float] = {}
    for row in rows:
        monday = row["monday"]
        words[monday] = words.get(monday, 0.0) + row["spoken_words"]
        minutes[monday] = minutes.get(monday, 0.0) + row["answer_seconds"] / 60
        if counted(None if row["clipped_share"] is None else to_listening(row), row["speech_seconds"]):
            fillers[monday] = fillers.get(monday, 0) + row["fillers"]
            heard[monday] = heard.get(monday, 0.0) + row["answer_seconds"] / 60
    return tuple(
        WeekOfSpeech(
            date.fromisoformat(monday),
            words[monday] / minutes[monday],
            fillers[monday] / heard[monday] if heard.get(monday) else None,
        )
        for monday in words
        if minutes[monday] > 0
    )
