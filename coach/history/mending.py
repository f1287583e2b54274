"""Looks a history through, and makes a new one of what can be read of a damaged one."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coach.domain.damage import Damage, DamagedAttempt
from coach.errors import DamagedHistoryError, HistoryError
from coach.history import rows
from coach.history.columns import to_text
from coach.history.database import NEIGHBOURS, explained, reading, settle
from coach.history.salvage import readable_copy, repaired_copy, time_of
from coach.history.sittings import select_sitting
from coach.whole_files import working_folder

_MAGIC = b"SQLite format 3\x00"
_HEADER = _MAGIC + b"\x10\x00" + b"\x02\x02\x00\x40\x20\x20"
"""How each history begins: pages of 4096 bytes, a write-ahead log, and the numbers that SQLite prescribes."""
_TELLING = b"CREATE TABLE attempts"
"""Stands near the beginning of each history, whatever else is damaged."""
_TELLING_WITHIN = 1 << 18


FileState = tuple[tuple[int, int], ...]
"""Time and size of a history and of its log."""


@dataclass(frozen=True, slots=True)
class Health:
    """What was found when a history was looked through."""

    attempts: int
    """Attempts that can be read."""
    damage: Damage
    """What cannot."""
    pages_sound: bool
    """Whether the file as such is as SQLite left it."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.pages_sound and not self.damage.attempts and not self.damage.sittings


@dataclass(frozen=True, slots=True)
class Repaired:
    """A new history that waits to take the place of the damaged one."""

    path: Path
    """The new file; gone once it was put in place or left."""
    attempts: int
    """Attempts in it."""
    damage: Damage
    """What of the damaged one is not in it, or not whole."""
    state: FileState
    """Of the damaged one, when it was read."""


def examine(path: Path, *, pause: float = 0.0) -> Health:
    """Look a history through: its pages, and every attempt in it.

    Args:
        path: The database.
        pause: Seconds to leave to others after each attempt.

    Raises:
        HistoryError: It is no history, empty, in use, or cannot be opened at all.
    """
    try:
        with reading(path) as connection:
            whole = connection.execute("PRAGMA integrity_check (1)").fetchone()[0] == "ok"
            lost, count = [], 0
            for (number,) in connection.execute("SELECT number FROM attempts ORDER BY number").fetchall():
                row: sqlite3.Row | None = None
                try:
                    row = connection.execute("SELECT * FROM attempts WHERE number = ?", (number,)).fetchone()
                    rows.select(connection, row)
                    count += 1
                except (sqlite3.Error, ValueError, TypeError):
                    lost.append(DamagedAttempt(number, time_of(dict(row) if row else _name(connection, number))))
                time.sleep(pause)
            return Health(count, Damage(tuple(lost), _sittings_lost(connection)), whole)
    except DamagedHistoryError:
        copy, damage = readable_copy(path)
        with closing(copy):
            count = copy.execute("SELECT count(*) FROM attempts").fetchone()[0]
        if not count and not damage.attempts:  # nothing in it looks like a history
            raise
        return Health(count, damage, pages_sound=False)


@contextmanager
def repaired(path: Path) -> Iterator[Repaired]:
    """Make a new history of what can be read of a damaged one, which is not touched.

    Args:
        path: The damaged one.

    Raises:
        HistoryError: It is no history, nothing of it can be read, or it is being written to.
    """
    with explained(path), working_folder(path.parent) as folder:
        before = _state(path)
        work, new = folder / "damaged.db", folder / "history.db"
        for end in ("", NEIGHBOURS[0]):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{end}", f"{work}{end}")
        new.touch(mode=0o600)
        try:
            _mend_header(work)
            attempts, damage = repaired_copy(work, new)
        except DamagedHistoryError as error:
            raise _nothing_left(path) from error
        if not attempts:
            raise _nothing_left(path)
        _refuse_changed(path, before)
        yield Repaired(new, attempts, damage, before)


def _nothing_left(path: Path) -> DamagedHistoryError:
    return DamagedHistoryError(
        f"{path} is not a history, or nothing in it can be read.",
        "`coach restore` brings back a copy of the history; if there is none, move the file away, and a new one is "
        "started.",
    )


def _refuse_changed(path: Path, state: FileState) -> None:
    if _state(path) != state:
        raise HistoryError(
            f"The history {path} was changed in the meantime.", "Close coach wherever else it is open, then try again."
        )


def swap_in(new: Path, path: Path, word: str, now: datetime, state: FileState | None = None) -> Path | None:
    """Put another file in the place of the history; what is there stays beside it under a dated name.

    Args:
        new: The file, in the same file system.
        path: The history.
        word: What is to be said of the old one in its name.
        now: Names the old one.
        state: Of the history that the file was made of; where it has changed since, nothing is done.

    Returns:
        Where the old one is now; None where there was none.

    Raises:
        HistoryError: It is in use or has changed, or a file cannot be written.
    """
    with explained(path):
        if state is not None:
            _refuse_changed(path, state)
        aside = set_aside(path, word, now, keep=True) if path.exists() else None
        try:
            new.replace(path)
        except OSError:
            if aside is not None:
                _put_back(aside, path)
            raise
        return aside


def _put_back(aside: Path, path: Path) -> None:
    for end in NEIGHBOURS:
        with suppress(OSError):
            Path(f"{aside}{end}").rename(f"{path}{end}")
    with suppress(OSError):
        aside.replace(path)


def set_aside(path: Path, word: str, now: datetime, *, keep: bool = False) -> Path:
    """Rename a history to a dated name, together with its neighbours.

    Args:
        path: The history, or what lies in its place.
        word: What is to be said of it in its name.
        now: Dates it.
        keep: Whether another file takes its place at once, so that there is never none.

    Raises:
        HistoryError: It is in use, or cannot be renamed.
    """
    with explained(path):
        settle(path)
        stem = f"{path.stem}-{word}-{now:%Y-%m-%d-%H%M%S}"
        aside = next(each for each in _names(path, stem) if not each.exists())
        if keep:
            with suppress(OSError):  # a file system without links: there is none for a moment
                os.link(path, aside)
        for end in NEIGHBOURS:
            with suppress(FileNotFoundError):
                Path(f"{path}{end}").rename(f"{aside}{end}")
        if not aside.exists():
            path.rename(aside)
        elif not keep:
            path.unlink()
        return aside


def _names(path: Path, stem: str) -> Iterator[Path]:
    yield path.with_name(f"{stem}{path.suffix}")
    for number in range(2, 1000):
        yield path.with_name(f"{stem}-{number}{path.suffix}")


def _name(connection: sqlite3.Connection, number: int) -> dict[str, str | bytes | int | float | None]:
    """Return the id of an attempt whose row cannot be read as a whole."""
    try:
        return {"id": connection.execute("SELECT id FROM attempts WHERE number = ?", (number,)).fetchone()[0]}
    except sqlite3.Error:
        return {}


def _sittings_lost(connection: sqlite3.Connection) -> int:
    damaged = 0
    for (number,) in connection.execute("SELECT number FROM sittings").fetchall():
        try:
            name = connection.execute("SELECT id FROM sittings WHERE number = ?", (number,)).fetchone()
            select_sitting(connection, to_text(name["id"]))
        except (sqlite3.Error, ValueError):
            damaged += 1
    return damaged


def _mend_header(work: Path) -> None:
    """Write anew what every history begins with, where it is certain that this is one.

    Raises:
        DamagedHistoryError: It is none.
    """
    with work.open("r+b") as file:
        beginning = file.read(_TELLING_WITHIN)
        if _TELLING not in beginning:
            raise DamagedHistoryError("This is not a history.")
        if not beginning.startswith(_MAGIC):
            file.seek(0)
            file.write(_HEADER)


def _state(path: Path) -> FileState:
    found = []
    for end in ("", NEIGHBOURS[0]):
        with suppress(FileNotFoundError):
            state = Path(f"{path}{end}").stat()
            found.append((state.st_mtime_ns, state.st_size))
    return tuple(found)
