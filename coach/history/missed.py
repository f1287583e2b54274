"""The key points that are missed again and again."""

import sqlite3

from coach.domain.coverage import Verdict
from coach.domain.progress import Missed
from coach.history.columns import to_text

LAST_ATTEMPTS = 2
"""Attempts in a row that must have missed a point: one miss may be a slip."""


def select_missed(connection: sqlite3.Connection) -> tuple[Missed, ...]:
    """List every key point that each of the last two judged attempts at its question missed or contradicted."""
    rows = connection.execute(
        """
        WITH judgements AS (
            SELECT attempts.question_id, standing_verdicts.point_id, standing_verdicts.verdict,
                row_number() OVER (
                    PARTITION BY attempts.question_id, standing_verdicts.point_id
                    ORDER BY attempts.answered_at DESC, attempts.id DESC
                ) AS age,
                standing_verdicts.verdict IN ('missed', 'contradicted') AS miss
            FROM standing_verdicts JOIN attempts ON attempts.number = standing_verdicts.attempt
            WHERE attempts.judged
        )
        SELECT question_id, point_id, sum(miss) AS times, count(*) AS attempts,
            max(CASE WHEN age = 1 THEN verdict END) AS verdict
        FROM judgements GROUP BY question_id, point_id
        HAVING sum(miss AND age <= ?) = ?
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
        for row in rows
    )
