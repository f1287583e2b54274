"""What the columns of the tables hold: the form of texts and times, and the bounds of every value.

A value that nothing here has written is damage, and is never handed on.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Label, Verdict
from coach.domain.delivery import FillerKind, PausePlace
from coach.domain.rubric import Difficulty
from coach.domain.sitting import SittingKind
from coach.domain.transcript import TimeSpan

Value = str | bytes | int | float | None

Check = Callable[[Value], bool]

MOST_SECONDS = 1e6
"""Eleven days: far beyond any answer, and near enough that nobody draws for ever."""

MOST_COUNT = 1_000_000
"""Words, positions, blocks: an hour of speech has about ten thousand."""

MOST_NUMBER = 1e9
"""Rates, weights, decibels."""

YEARS = (1000, 9000)
"""Further out, a time cannot be moved into another time zone or a schedule."""

NUMBERS = (int, float)
"""As a tuple, because this is asked of every value of thousands of rows."""

LOCAL_DAY = "date(substr(answered_at, 1, 19), 'localtime')"
"""The day of an attempt in SQL; without its fraction of a second, which SQLite rounds up into the next day."""


class DamagedRowError(ValueError):
    """A row holds something that was never written into it."""


def to_column(text: str) -> str | bytes:
    """Return a text in a form that SQLite takes; half a surrogate pair, as in a file's name, is kept as bytes."""
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
    """Return a text for the full-text index; half a surrogate pair, which no search finds, becomes a question mark."""
    return text.encode(errors="replace").decode()


def to_moment(time: datetime) -> str:
    """Return a time as text that sorts by time.

    Raises:
        ValueError: The time is not aware.
    """
    if time.tzinfo is None:
        raise ValueError("The time of an attempt must be aware.")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def moment(value: Value) -> datetime:
    """Return a time.

    Raises:
        DamagedRowError: It is none.
    """
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not YEARS[0] <= found.year <= YEARS[1]:
        raise DamagedRowError("a time is damaged")
    return found


def to_span(row: sqlite3.Row) -> TimeSpan:
    """Return the stretch of time in the columns `start_seconds` and `end_seconds` of a row."""
    return TimeSpan(row["start_seconds"], row["end_seconds"])


def sound(table: str, rows: Iterable[sqlite3.Row]) -> Iterator[sqlite3.Row]:
    """Hand rows on that hold only what their columns can hold.

    Args:
        table: Where most of their columns come from; a column that it lacks is judged by its name.
        rows: Of one query.

    Raises:
        DamagedRowError: A row does not.
    """
    checks: list[tuple[str, Check]] | None = None
    for row in rows:
        if checks is None:
            checks = [(name, _check(table, name)) for name in row.keys()]  # noqa: SIM118 - not a mapping
        for (name, check), value in zip(checks, tuple(row), strict=True):
            if not check(value):
                raise DamagedRowError(f"{table}.{name} is damaged")
        yield row


def is_sound(table: str, name: str, value: Value) -> bool:
    """Return whether a column can hold this value."""
    return _check(table, name)(value)


def checks_of(table: str, names: Iterable[str]) -> tuple[Check, ...]:
    """Return for each of some columns the check of whether it can hold a value."""
    return tuple(_check(table, name) for name in names)


def check_places(table: str, places: Iterable[Value]) -> None:
    """Make sure that the places of rows count up from 0.

    Raises:
        DamagedRowError: One is missing.
    """
    if any(place != at for at, place in enumerate(places)):
        raise DamagedRowError(f"{table} has lost a row")


def _moment(value: Value) -> bool:
    try:
        moment(value)
    except DamagedRowError:
        return False
    return True


def _text(value: Value) -> bool:
    if isinstance(value, bytes):  # half a surrogate pair
        try:
            value.decode(errors="surrogatepass")
        except UnicodeDecodeError:
            return False
        return True
    if not isinstance(value, str):
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8 are read as such halves
        return False
    return True


def _between(least: float, most: float) -> Check:
    def check(value: Value) -> bool:
        return isinstance(value, NUMBERS) and least <= value <= most  # NaN is not

    return check


def _whole(least: int, most: int) -> Check:
    def check(value: Value) -> bool:
        return isinstance(value, int) and least <= value <= most

    return check


def _one_of(values: Iterable[str]) -> Check:
    known = frozenset(str(value) for value in values)
    return lambda value: isinstance(value, str) and value in known


def _maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


_flag, _count, _number = _whole(0, 1), _whole(0, MOST_COUNT), _between(-MOST_NUMBER, MOST_NUMBER)

_key, _seconds, _score = _whole(-(2**63), 2**63 - 1), _between(-MOST_SECONDS, MOST_SECONDS), _whole(0, 100)

_ANYWHERE: Mapping[str, Check] = {
    "number": _key,
    "attempt": _key,
    "sitting": _key,
    "position": _count,
    "age": _count,
    "text": _text,
    "first_word": _count,
    "last_word": _count,
    "point_id": _text,
    "point": _text,
    "verdict": _one_of(Verdict),
    "weight": _number,
    "probability": _number,
    "similarity": _number,
    "mistake_similarity": _maybe(_number),
    "closest_to": _text,
    "reason": _text,
    "evidence": _maybe(_text),
    "evidence_first_word": _maybe(_count),
    "evidence_last_word": _maybe(_count),
    "evidence_start_seconds": _maybe(_seconds),
    "evidence_end_seconds": _maybe(_seconds),
    "longest_stretch_start_seconds": _maybe(_seconds),
    "longest_stretch_end_seconds": _maybe(_seconds),
    "filler": _flag,
    "spelled": _flag,
    "words_per_minute": _maybe(_number),
    "rubric_version": _text,
    "id": _text,
    "question_id": _text,
    "question": _text,
    "dropped_blocks": _count,
}
"""What columns can hold, wherever they stand."""

_IN_TABLE: Mapping[tuple[str, str], Check] = {
    ("attempts", "answered_at"): _moment,
    ("attempts", "archived_at"): _maybe(_moment),
    ("attempts", "deleted_at"): _maybe(_moment),
    ("attempts", "kind"): _one_of(AnswerKind),
    ("attempts", "answer"): _text,
    ("attempts", "typed"): _flag,
    ("attempts", "judged"): _flag,
    ("attempts", "covered"): _maybe(_number),
    ("attempts", "score"): _score,
    ("attempts", "first_score"): _maybe(_score),
    ("attempts", "judged_again"): _maybe(_count),
    ("attempts", "answer_seconds"): _maybe(_seconds),
    ("attempts", "audio"): _maybe(_text),
    ("attempts", "problem"): _text,
    ("spans", "kind"): _one_of(("speech", "unclear", "pause")),
    ("spans", "place"): _maybe(_one_of(PausePlace)),
    ("deliveries", "spoken_words"): _count,
    ("deliveries", "syllables"): _count,
    ("deliveries", "words_per_minute"): _number,
    ("deliveries", "articulation_rate"): _number,
    ("deliveries", "fillers_per_minute"): _number,
    ("deliveries", "time_to_first_word"): _seconds,
    ("deliveries", "syllables_per_second"): _number,
    ("deliveries", "articulation_syllables_per_second"): _number,
    ("fillers", "kind"): _one_of(FillerKind),
    ("phrases", "kind"): _one_of(("hedge", "repetition", "false start")),
    ("listening", "fillers"): _count,
    ("listening", "signal_to_noise_db"): _maybe(_number),
    ("listening", "clipped_share"): _number,
    ("listening", "word_probability"): _maybe(_number),
    ("listening", "unread_share"): _number,
    ("listening", "broken_off"): _flag,
    ("weights", "role"): _text,
    ("weights", "name"): _text,
    ("labels", "label"): _one_of(Label),
    ("ratings", "rating"): _whole(1, 4),
    ("judgements", "score"): _maybe(_score),
    ("judgements", "embedder"): _text,
    ("sittings", "kind"): _one_of(SittingKind),
    ("sittings", "begun_at"): _moment,
    ("sittings", "ended_at"): _maybe(_moment),
    ("sittings", "minutes"): _number,
    ("sittings", "difficulty"): _one_of(Difficulty),
    ("sitting_rounds", "round"): _text,
    ("asks", "attempt_id"): _text,
    ("asks", "skipped"): _flag,
}
"""What a column can hold in one table."""


def _check(table: str, name: str) -> Check:
    found = _IN_TABLE.get((table, name)) or _ANYWHERE.get(name)
    if found is not None:
        return found
    return _seconds if name.endswith("_seconds") else lambda _: True
