"""The key points that are missed again and again."""

import sqlite3

from coach.domain.coverage import Verdict
from coach.domain.progress import Missed
from coach.history.columns import to_text
from coach.history.soundness import sound

LAST_ATTEMPTS = 2
"""Attempts in a row that must have missed a point: one miss may be a slip."""


def select_missed(connection: sqlite3.Connection) -> tuple[Missed, ...]:
    """List every key point that each of the last two judged attempts at its question missed or contradicted."""
    # A column beside max() is that of the row with the largest, here of the newer attempt. All attempts are gone
    # through in the order in which their verdicts lie on the disk: question by question each page would be read again.
    rows = connection.execute(
        """
        WITH last AS (
            SELECT attempts.number, attempts.question_id, attempts.answered_at, attempts.id
            FROM (SELECT DISTINCT question_id FROM attempts WHERE judged) AS question
            JOIN attempts ON attempts.number IN (
                SELECT number FROM attempts AS one WHERE one.question_id = question.question_id AND judged
                ORDER BY answered_at DESC, id DESC LIMIT ?
            )
        ), missed AS MATERIALIZED (
            SELECT last.question_id, verdicts.point_id, verdicts.verdict, max(last.answered_at || last.id)
            FROM last JOIN standing_verdicts AS verdicts ON verdicts.attempt = last.number
            WHERE verdicts.verdict IN ('missed', 'contradicted')
            GROUP BY last.question_id, verdicts.point_id HAVING count(*) = ?
        ), asked AS MATERIALIZED (
            SELECT number, question_id FROM attempts
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
