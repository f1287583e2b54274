"""Texts, times and stretches of time in the form in which the tables hold them."""

import sqlite3
from datetime import UTC, datetime

from coach.domain.timespan import TimeSpan
from coach.history.soundness import DamagedRowError

LOCAL_DAY = "date(substr(answered_at, 1, 19), 'localtime')"
"""The day of an attempt in SQL; without its fraction of a second, which SQLite rounds up into the next day."""


def to_column(text: str) -> str | bytes:
    """Give a text in a form that SQLite takes; half a surrogate pair, as in a file's name, is kept as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
    return text


def to_text(column: str | bytes) -> str:
    """Undo `to_column`.

    Raises:
        DamagedRowError: It holds no text.
    """
    if isinstance(column, str):
        return column
    try:
        return column.decode(errors="surrogatepass")
    except (AttributeError, UnicodeDecodeError) as error:  # a number, or nothing
        raise DamagedRowError("a text is damaged") from error


def to_index(text: str) -> str:
    """Give a text for the full-text index; half a surrogate pair, which no search finds, becomes a question mark."""
    return text.encode(errors="replace").decode()


def to_moment(time: datetime) -> str:
    """Give a time as text that sorts by time.

    Raises:
        ValueError: The time is not aware.
    """
    if time.tzinfo is None:
        raise ValueError("The time of an attempt must be aware.")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def to_span(row: sqlite3.Row) -> TimeSpan:
    """Give the stretch of time in the columns `start_seconds` and `end_seconds` of a row."""
    return TimeSpan(row["start_seconds"], row["end_seconds"])
