"""Verdicts to rows and back: those that count, and those that they replaced."""

import sqlite3
from collections.abc import Sequence

from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.judgement import Judgement
from coach.history.columns import to_column, to_text
from coach.history.soundness import DamagedRowError, check_places, sound

_COLUMNS = (
    "point_id, point, weight, verdict, probability, similarity, mistake_similarity, closest_to, evidence, "
    "evidence_first_word, evidence_last_word, evidence_start_seconds, evidence_end_seconds, reason"
)
_MARKS = ", ".join("?" * 14)


def insert_verdicts(connection: sqlite3.Connection, number: int | None, coverage: Coverage) -> None:
    """Add the verdicts that count."""
    connection.executemany(
        f"INSERT INTO verdicts (attempt, position, {_COLUMNS}) VALUES (?, ?, {_MARKS})",  # noqa: S608 - our own names
        ((number, position, *_values(point)) for position, point in enumerate(coverage.points)),
    )


def sum_up_verdicts(connection: sqlite3.Connection, number: int | None) -> None:
    """Note with an attempt how much of its points was made, once its verdicts and labels are there."""
    connection.execute(f"UPDATE attempts SET covered = ({_COVERED}) WHERE number = ?", (number, number))  # noqa: S608 - our own text


def check_sum(connection: sqlite3.Connection, number: int, covered: float | None) -> None:
    """Make sure that what is noted of an attempt agrees with its verdicts and labels.

    Raises:
        DamagedRowError: It does not.
    """
    (share,) = connection.execute(_COVERED, (number,)).fetchone()
    differs = share is not covered if share is None or covered is None else abs(share - covered) > _ROUNDING
    if differs:
        raise DamagedRowError("attempts.covered is damaged")


_COVERED = (
    "SELECT sum(weight * CASE verdict WHEN 'covered' THEN 1.0 WHEN 'partly' THEN 0.5 ELSE 0.0 END) / sum(weight) "
    "FROM standing_verdicts WHERE attempt = ?"
)
"""The weighted share of key points made, partly counting half; NULL where there are none."""

_ROUNDING = 1e-9
"""By how much a share may differ: the database adds up in any order."""


def select_verdicts(connection: sqlite3.Connection, number: int) -> Coverage:
    """Give the verdicts that count."""
    found = connection.execute("SELECT * FROM verdicts WHERE attempt = ? ORDER BY position", (number,))
    rows = list(sound("verdicts", found))
    check_places("verdicts", (row["position"] for row in rows))
    return Coverage(tuple(_point(row) for row in rows))


def insert_judgements(connection: sqlite3.Connection, number: int | None, earlier: Sequence[Judgement]) -> None:
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


def select_judgements(connection: sqlite3.Connection, number: int) -> tuple[Judgement, ...]:
    """Give the judgements that were replaced, oldest first."""
    rows = connection.execute("SELECT * FROM judgements WHERE attempt = ? ORDER BY age", (number,)).fetchall()
    found = []
    for row in sound("judgements", rows):
        verdicts = connection.execute(
            "SELECT * FROM earlier_verdicts WHERE attempt = ? AND age = ? ORDER BY position", (number, row["age"])
        )
        coverage = Coverage(tuple(_point(each) for each in sound("earlier_verdicts", verdicts)))
        found.append(Judgement(to_text(row["rubric_version"]), coverage, row["score"], to_text(row["embedder"])))
    return tuple(found)


def _values(point: PointCoverage) -> tuple[object, ...]:
    evidence = point.evidence
    return (
        to_column(point.id),
        to_column(point.point),
        point.weight,
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
        weight=row["weight"],
        verdict=Verdict(row["verdict"]),
        probability=row["probability"],
        similarity=row["similarity"],
        mistake_similarity=row["mistake_similarity"],
        evidence=evidence,
        closest_to=to_text(row["closest_to"]),
        reason=to_text(row["reason"]),
    )
