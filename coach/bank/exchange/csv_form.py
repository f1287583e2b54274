"""Writes questions as CSV: question, answer, key points (a line each, within their cell), topic."""

import csv
import io
from collections.abc import Iterable

from coach.bank.exchange.drafted import Draft
from coach.bank.exchange.html_text import as_entities
from coach.bank.exchange.marks import guarded
from coach.bank.exchange.table import FORMULA, written_back

HEADER = ("question", "answer", "points", "topic")
"""The columns."""


def write_csv(drafts: Iterable[Draft]) -> str:
    """Write questions with a header row; no cell begins as a formula of a spreadsheet would."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for draft in drafts:
        writer.writerow(_quoted(text) for text in _cells(draft))
    return out.getvalue()


def _cells(draft: Draft) -> tuple[str, ...]:
    """Give the cells as they are, or in another way where reading would make something else of them."""
    points = "\n".join(map(guarded, draft.points))
    cells = (draft.question, draft.answer, points, draft.topic)
    return cells if written_back(cells) == draft else tuple(map(as_entities, cells))


def _quoted(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
