"""Reads what is left of a damaged history, attempt by attempt."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from coach.domain.attempt import time_in_id
from coach.domain.damage import Damage, DamagedAttempt
from coach.history import rows
from coach.history.columns import DamagedRowError, Value, check_places, is_sound, moment, to_column, to_index, to_text
from coach.history.database import create_database, reading_damaged
from coach.history.migrations import MIGRATIONS, migrate, version_of
from coach.history.rows import sum_up_verdicts

COUNTED = ("deliveries", "fillers", "listening", "verdicts", "labels", "ratings", "hints", "judgements")
"""Tables beside `attempts` that questions about many attempts look into."""

WHOLE = (
    "words",
    "spans",
    "deliveries",
    "fillers",
    "phrases",
    "pace_windows",
    "listening",
    "verdicts",
    "advice",
    "weights",
    "judgements",
    "earlier_verdicts",
    "labels",
    "ratings",
    "hints",
    "heard_words",
)
"""All tables that belong to attempts; those that others refer to come first."""

SITTINGS = ("sitting_rounds", "asks")
"""The tables that belong to sittings."""

UNREADABLE = "�"
"""Stands for letters that are gone."""

MOST_GAPS = 100
"""Words in a row that may be missing; a place further on is itself damaged."""

_WORDS = ("words", "heard_words")
_NUMBERED = (*_WORDS, "verdicts")
"""Tables whose places count up without a gap, because others refer to them."""

_ABSENT: Mapping[str, Value] = {
    "problem": "",
    "audio": None,
    "dropped_blocks": 0,
    "rubric_version": "",
    "typed": 0,
    "covered": None,
    "archived_at": None,
    "deleted_at": None,
}
"""What an attempt can do without."""

_KEYS = ("kind", "age", "position", "point_id", "role")
"""What tells the rows of one attempt in one table apart, whichever of them the table has."""

Row = dict[str, Value]


def readable_copy(path: Path) -> tuple[sqlite3.Connection, Damage]:
    """Copy into memory what questions about many attempts need, of all attempts and sittings that are sound.

    Args:
        path: A damaged history.

    Raises:
        HistoryError: It cannot be opened at all.
    """
    target = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        target.row_factory = sqlite3.Row
        migrate(target)
        with reading_damaged(path) as source:
            return target, _Copying(source, target, COUNTED, mend=False).copy()
    except BaseException:
        target.close()
        raise


def repaired_copy(path: Path, new: Path) -> tuple[int, Damage]:
    """Copy all that can be read into a new history.

    Of an attempt that is damaged in part, unreadable letters become `UNREADABLE`; what it can do without is left out.

    Args:
        path: A damaged history.
        new: An empty file.

    Returns:
        How many attempts were copied, and what could not be.

    Raises:
        HistoryError: The damaged one cannot be opened at all.
    """
    create_database(new)
    with reading_damaged(path) as source, closing(sqlite3.connect(new, isolation_level=None)) as target:
        target.row_factory = sqlite3.Row
        damage = _Copying(source, target, WHOLE, mend=True).copy()
        copied: int = target.execute("SELECT count(*) FROM attempts").fetchone()[0]
        return copied, damage


class _Copying:
    """One pass over a damaged database."""

    def __init__(
        self, source: sqlite3.Connection, target: sqlite3.Connection, tables: Sequence[str], *, mend: bool
    ) -> None:
        """Take two databases.

        Args:
            source: Damaged.
            target: Empty, with all tables.
            tables: Those beside `attempts` that are copied.
            mend: Whether to copy what is left of an attempt that is damaged in part.
        """
        self._source = source
        self._target = target
        self._tables = tables
        self._mend = mend
        self._words: list[Row] = []
        self._columns: dict[str, frozenset[str]] = {}
        self._expected = self._version() == len(MIGRATIONS)

    def copy(self) -> Damage:
        """Copy everything that can be."""
        lost: list[DamagedAttempt] = []
        sittings = 0
        self._target.execute("BEGIN")
        for number in self._numbers("attempts", "number", ("verdicts", "words", "deliveries"), "attempt"):
            self._target.execute("SAVEPOINT one")
            row: Row | None = None
            try:
                row = self._one("attempts", number)
                whole = self._attempt(row, number)
            except (sqlite3.Error, ValueError):
                self._target.execute("ROLLBACK TO one")
                lost.append(DamagedAttempt(number, time_of(row)))
            else:
                if not whole:
                    lost.append(DamagedAttempt(number, time_of(row), in_part=True))
            self._target.execute("RELEASE one")
        for number in self._numbers("sittings", "number", ("asks", "sitting_rounds"), "sitting"):
            self._target.execute("SAVEPOINT one")
            try:
                self._insert("sittings", [_sound_row("sittings", self._one("sittings", number))])
                for table in SITTINGS:
                    self._insert(table, [_sound_row(table, each) for each in self._all(table, "sitting", number)])
            except (sqlite3.Error, ValueError):
                self._target.execute("ROLLBACK TO one")
                sittings += 1
            self._target.execute("RELEASE one")
        self._target.execute("COMMIT")
        return Damage(tuple(lost), sittings)

    def _attempt(self, row: Row, number: int) -> bool:
        """Copy one attempt; says whether all of it was sound."""
        whole = True
        if self._mend:
            row, whole = _mended_attempt(row)
            whole &= self._agree_on_the_words(row, number)
        self._insert("attempts", [_sound_row("attempts", row)])
        texts = (to_index(_as_text(row[name])) for name in ("answer", "question"))
        self._target.execute("INSERT INTO searchable (rowid, answer, question) VALUES (?, ?, ?)", (number, *texts))
        for table in self._tables:
            if self._mend and table == "words":
                found, sound = self._words, True
            else:
                found, sound = self._left(table, number) if self._mend else (self._strict(table, number), True)
            whole &= sound
            self._insert(table, found)
        sum_up_verdicts(self._target, number)
        if self._mend:  # what was put together must make an attempt
            copied = self._target.execute("SELECT * FROM attempts WHERE number = ?", (number,)).fetchone()
            rows.select(self._target, copied)
        return whole

    def _agree_on_the_words(self, row: Row, number: int) -> bool:
        """Put together the words of an attempt, which are there twice: one by one, and in one line in its own row."""
        self._words, whole = self._left("words", number)
        line = row["answer"]
        texts = line.split() if isinstance(line, str) else []
        if len(texts) == len(self._words):
            for word, text in zip(self._words, texts, strict=True):
                if UNREADABLE in str(word["text"]):
                    word["text"] = text
        elif [each["text"] for each in self._words] == texts[: len(self._words)]:  # the last ones are lost
            ended = self._words[-1]["end_seconds"] if self._words else 0.0
            for place in range(len(self._words), len(texts)):
                whole = False
                self._words.append(_untimed(number, place, texts[place], ended))
        said = " ".join(to_text(each["text"]) for each in self._words if isinstance(each["text"], str | bytes))
        agreed = said == line
        row["answer"] = to_column(said)
        return whole and agreed

    def _strict(self, table: str, number: int) -> list[Row]:
        found = [_sound_row(table, each) for each in self._all(table, "attempt", number)]
        if table in _NUMBERED:
            check_places(table, [each["position"] for each in found])
        return found

    def _left(self, table: str, number: int) -> tuple[list[Row], bool]:
        """Return the rows of an attempt that can be read, and whether these are all."""
        whole = True
        found: list[Row] = []
        try:
            found = self._all(table, "attempt", number)
        except sqlite3.Error:
            whole = False
            for direction in ("ASC", "DESC"):
                found += self._until_damage(table, number, direction)
        kept: dict[tuple[Value, ...], Row] = {}
        for row in found:
            mended = {name: _mended_text(value) for name, value in row.items()}
            whole &= mended == row
            if all(is_sound(table, name, value) for name, value in mended.items()):
                kept[tuple(mended.get(name) for name in _KEYS)] = mended
            else:
                whole = False
        left = list(kept.values())
        if table in _NUMBERED:
            left, complete = _numbered(table, left)
            whole &= complete
        return left, whole

    def _until_damage(self, table: str, number: int, direction: str) -> list[Row]:
        found: list[Row] = []
        order = f"ORDER BY attempt {direction}, position {direction}"
        with suppress(sqlite3.Error):
            cursor = self._source.execute(f"SELECT * FROM {table} WHERE attempt = ? {order}", (number,))  # noqa: S608 - our own names
            found.extend(dict(row) for row in cursor)  # keeps what comes before the damage
        return found

    def _one(self, table: str, number: int) -> Row:
        found = self._all(table, "number", number)
        if not found:
            raise DamagedRowError(f"{table} has lost number {number}")
        return found[0]

    def _all(self, table: str, key: str, number: int) -> list[Row]:
        try:
            return [dict(row) for row in self._source.execute(f"SELECT * FROM {table} WHERE {key} = ?", (number,))]  # noqa: S608 - our own names
        except sqlite3.OperationalError as error:
            if "no such table" in str(error) and not self._expected:
                return []  # from before there was this table
            raise

    def _numbers(self, table: str, column: str, children: Iterable[str], reference: str) -> list[int]:
        """List the keys that anything speaks of, whichever end it can be read from."""
        found: set[int] = set()
        for name, key in ((table, column), *((child, reference) for child in children)):
            for direction in ("ASC", "DESC"):
                try:
                    for row in self._source.execute(f"SELECT {key} FROM {name} NOT INDEXED ORDER BY {key} {direction}"):  # noqa: S608 - our own names
                        if isinstance(row[0], int):
                            found.add(row[0])
                except sqlite3.Error:
                    continue
                break
        return sorted(found)

    def _insert(self, table: str, found: Sequence[Row]) -> None:
        if not found:
            return
        if table not in self._columns:
            self._columns[table] = frozenset(row[1] for row in self._target.execute(f"PRAGMA table_info({table})"))
        names = [name for name in found[0] if name in self._columns[table]]
        marks = ", ".join("?" * len(names))
        self._target.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 - our own names
            ([row[name] for name in names] for row in found),
        )

    def _version(self) -> int:
        try:
            return version_of(self._source)
        except sqlite3.Error:
            return len(MIGRATIONS)


def _untimed(number: int, place: int, text: str, at: Value) -> Row:
    """Make a word whose time is lost."""
    return {
        "attempt": number,
        "position": place,
        "text": text,
        "start_seconds": at,
        "end_seconds": at,
        "probability": 1.0,
        "filler": 0,
        "spelled": 1,
    }


def _as_text(value: Value) -> str:
    return to_text(value) if isinstance(value, str | bytes) else ""


def _sound_row(table: str, row: Row) -> Row:
    for name, value in row.items():
        if not is_sound(table, name, value):
            raise DamagedRowError(f"{table}.{name} is damaged")
    return row


def _mended_text(value: Value) -> Value:
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return value


def _mended_attempt(row: Row) -> tuple[Row, bool]:
    """Put the row of an attempt right as far as it can be, and say whether that changed anything."""
    mended = {name: _mended_text(value) for name, value in row.items()}
    for name, value in mended.items():
        if not is_sound("attempts", name, value):
            if name in _ABSENT:
                mended[name] = _ABSENT[name]
            elif name == "answered_at" and (time := time_of(mended)) is not None:
                mended[name] = time.isoformat(timespec="microseconds")
    if not is_sound("attempts", "score", mended.get("score")):
        mended |= {"score": 0, "judged": 0}
    return mended, mended == row


def _numbered(table: str, found: list[Row]) -> tuple[list[Row], bool]:
    """Have the places count up from 0 again: a word that is lost is stood for, a verdict that is lost is left out."""
    found = sorted(found, key=lambda row: int(row["position"] or 0))
    if table not in _WORDS:
        filled = [{**row, "position": at} for at, row in enumerate(found)]
        return filled, filled == found
    filled = []
    for row in found:
        place = int(row["position"] or 0)
        if place - len(filled) > MOST_GAPS:
            continue
        while filled and len(filled) < place:
            filled.append({**filled[-1], "position": len(filled), "text": UNREADABLE})
        while len(filled) < place:
            filled.append({**row, "position": len(filled), "text": UNREADABLE, "end_seconds": row["start_seconds"]})
        filled.append(row)
    return filled, filled == found


def time_of(row: Mapping[str, Value] | None) -> datetime | None:
    """Return when an attempt began; its id says so, too."""
    if row is None:
        return None
    try:
        return moment(row.get("answered_at"))
    except DamagedRowError:
        pass
    return time_in_id(str(row.get("id")))
