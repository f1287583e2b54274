"""Finds attempts by their words, newest first, and shows where the words stand."""

import re
import sqlite3
import unicodedata
from collections.abc import Sequence

from coach.domain.progress import Found
from coach.history.columns import DamagedRowError, moment, sound, to_text

_BEGIN, _END = "\x02", "\x03"
"""Characters that mark a match in a snippet; no speech has them, and those of a typed answer are taken out."""

_SNIPPET_WORDS = 24
"""Words of an answer that are shown around a match; SQLite allows up to 64."""

_WORD = re.compile(r"[^\W_]+")
"""What the index takes for a word."""


def select_found(connection: sqlite3.Connection, text: str, limit: int, offset: int) -> tuple[Found, ...]:
    """List the attempts whose words match, newest first: what one remembers is when, not how often it was said.

    Of answers to one question in the same words only the newest is listed, with how many there are.

    Args:
        connection: The database.
        text: What was typed.
        limit: At most so many.
        offset: So many of the newest are left out.
    """
    if not to_query(text):
        return ()
    query = f"answer : ({to_query(text)})"  # the words of the question were not said
    # A column beside max() is that of the row with the largest, here of the newest answer.
    rows = connection.execute(
        "WITH newest (number, times, last) AS ("
        "SELECT number, count(*), max(answered_at || id) AS last "
        "FROM searchable JOIN counted_attempts ON number = searchable.rowid WHERE searchable MATCH ? "
        "GROUP BY question_id, lower(counted_attempts.answer) ORDER BY last DESC LIMIT ? OFFSET ?) "
        "SELECT attempts.id, attempts.question, attempts.answered_at, attempts.score, attempts.judged, times, "
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
            row["times"],
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


def find_said(words: Sequence[str], wanted: str) -> tuple[int, ...]:
    """Return which words of an answer a search has found, by their places; capitals and accents make no difference.

    Args:
        words: Of the answer.
        wanted: What was typed; its last word is the beginning of one.
    """
    looked_for = _WORD.findall(_folded(wanted))
    if not looked_for:
        return ()
    whole, begun = frozenset(looked_for), looked_for[-1]
    return tuple(
        place
        for place, word in enumerate(words)
        if any(part in whole or part.startswith(begun) for part in _WORD.findall(_folded(word)))
    )


def _folded(text: str) -> str:
    """Take capitals and accents away, as the index does."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


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
