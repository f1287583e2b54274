"""Answers as rows of a table, for a spreadsheet: CSV of which no cell is taken for a formula."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Verdict
from coach.plain import visible

COLUMNS = (
    "when",
    "question",
    "round",
    "score",
    "score of the day",
    *(verdict.value for verdict in Verdict),
    "your labels",
    "seconds",
    "words a minute",
    "kind",
    "answer",
)
"""The header."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula; the wide forms in those of East Asia."""


def header_as_csv() -> str:
    """Return the first line."""
    return _line(COLUMNS)


def attempt_as_csv(attempt: Attempt, rounds: Mapping[str, str]) -> str:
    """Return an answer in one row; its time is local.

    Args:
        attempt: Any attempt.
        rounds: The round of each question in the bank, by the question's id.
    """
    coverage, delivery, typed = attempt.effective_coverage, attempt.delivery, attempt.kind is AnswerKind.TYPED
    return _line(
        (
            local_time(attempt.answered_at),
            attempt.question,
            rounds.get(attempt.question_id, ""),
            attempt.scorecard.score,
            attempt.first_score,
            *(coverage.count(verdict) for verdict in Verdict),
            len(attempt.labels),
            None if typed else round(attempt.transcript.total_seconds, 1),
            None if delivery is None else round(delivery.words_per_minute),
            attempt.kind.value,
            attempt.transcript.text,
        )
    )


def local_time(moment: datetime) -> str:
    """Return a time as tables have it, in the time zone of this machine: `2026-03-01 09:00`."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def as_cell(text: str) -> str:
    """Return a text as a cell that shows it and runs nothing: an apostrophe stands before what begins as a formula."""
    shown = visible(text.encode(errors="replace").decode())
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else shown


def _line(cells: tuple[object, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(as_cell(each) if isinstance(each, str) else each for each in cells)
    return out.getvalue()
