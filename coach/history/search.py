"""Finds attempts by their words, newest first, and cuts out where the words stand."""

import re
import sqlite3

from coach.domain.progress import Found
from coach.history.columns import DamagedRowError, moment, sound, to_text

_BEGIN, _END = "\x02", "\x03"
"""Characters that mark a match in a snippet; no speech has them, and those of a typed answer are taken out."""

_SNIPPET_WORDS = 24
"""Words of an answer that are shown around a match; SQLite allows up to 64."""

_WORD = re.compile(r"\w+")


def select_found(connection: sqlite3.Connection, text: str, limit: int, offset: int) -> tuple[Found, ...]:
    """List the attempts whose words match, newest first: what one remembers is when, not how often it was said.

    Args:
        connection: The database.
        text: What was typed.
        limit: At most so many.
        offset: So many of the newest are left out.
    """
    query = to_query(text)
    if not query:
        return ()
    rows = connection.execute(
        "WITH newest (number) AS ("
        "SELECT number FROM searchable JOIN attempts ON number = searchable.rowid WHERE searchable MATCH ? "
        "ORDER BY answered_at DESC, id DESC LIMIT ? OFFSET ?) "
        "SELECT attempts.id, attempts.question, attempts.answered_at, attempts.score, attempts.judged, "
        "snippet(searchable, 0, ?, ?, '…', ?) AS snippet "
        "FROM searchable CROSS JOIN newest ON newest.number = searchable.rowid "
        "JOIN attempts ON attempts.number = newest.number "
        "WHERE searchable MATCH ? AND searchable.rowid >= (SELECT min(number) FROM newest) "
        "ORDER BY attempts.answered_at DESC, attempts.id DESC",
        (query, limit, offset, _BEGIN, _END, _SNIPPET_WORDS, query),
    )
    return tuple(
        Found(
            to_text(row["id"]),
            to_text(row["question"]),
            moment(row["answered_at"]),
            row["score"] if row["judged"] else None,
            cut_snippet(_text(row["snippet"])),
        )
        for row in sound("attempts", rows)
    )


def to_query(text: str) -> str:
    """Write what a person typed as a query: all of its words, the last one as the beginning of a word.

    Every word stands in quotes, so that AND, NEAR, * and the like are words like any other.

    Args:
        text: Anything.

    Returns:
        Empty where there is no word.
    """
    words = [f'"{word}"' for word in _WORD.findall(text)]
    return " ".join([*words[:-1], f"{words[-1]}*"]) if words else ""


def cut_snippet(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Cut a marked snippet into pieces, each with whether it is a match."""
    pieces = []
    for at, part in enumerate(snippet.split(_BEGIN)):
        match, end, rest = part.partition(_END)
        if at and end:
            pieces += [(match, True), (rest, False)]
        else:
            pieces.append((part.replace(_END, ""), False))
    return tuple(piece for piece in pieces if piece[0])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise DamagedRowError("searchable is damaged")
    return value
