"""Questions as CSV: question, answer, key points (a line each, within their cell), topic."""

import csv
import io
from collections.abc import Iterable

from coach.bank.exchange.drafted import Draft, Reading, Unread, make_reading, tidy_draft

HEADER = ("question", "answer", "points", "topic")
"""The columns; with a header row they may stand in any order, and the last two may be missing."""

_FORMULA = ("=", "+", "-", "@", "'")
"""What a spreadsheet takes for a formula at the beginning of a cell; an apostrophe keeps it from that."""


def read_csv(text: str) -> Reading:
    """Read questions, with a header row or without; commas, semicolons or tabs between the cells."""
    first = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count) if any(sign in first for sign in ",;\t") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    columns = {name: at for at, name in enumerate(HEADER)}
    found: list[tuple[int, Draft]] = []
    unread: list[Unread] = []
    began, heads = 1, True
    try:
        for row in reader:
            line, began = began, reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            names = [cell.strip().lower() for cell in row]
            if heads and "question" in names:
                columns = {name: names.index(name) for name in HEADER if name in names}
            elif len(row) <= max(columns.get("question", 0), columns.get("points", 0)):
                unread.append(Unread(line, " ".join(row), "it has too few columns"))
            else:
                cells = {name: _unquoted(row[at]) if at < len(row) else "" for name, at in columns.items()}
                points = cells.get("points", "").splitlines()
                found.append(
                    (
                        line,
                        tidy_draft(cells.get("question", ""), cells.get("answer", ""), points, cells.get("topic", "")),
                    )
                )
            heads = False
    except csv.Error as error:
        unread.append(Unread(reader.line_num, "", f"from here on nothing could be read: {error}"))
    return make_reading(found, unread)


def write_csv(drafts: Iterable[Draft]) -> str:
    """Write questions with a header row; no cell begins as a formula of a spreadsheet would."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for draft in drafts:
        writer.writerow(_quoted(text) for text in (draft.question, draft.answer, "\n".join(draft.points), draft.topic))
    return out.getvalue()


def _quoted(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unquoted(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
