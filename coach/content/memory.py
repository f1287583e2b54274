"""What the encoder was asked before, in memory and in one file of the cache; may be deleted at any time."""

import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from coach.private_folder import make_private_folder

T = TypeVar("T")

MOST_IN_MEMORY = 40_000
"""Values that stay in memory, about 0.5 kB each."""

MOST_ON_DISK = 400_000
"""Values that are kept on disk, about 0.6 kB each; the oldest go first."""

CHECKSUM_BYTES = 4
"""Of the checksum that stands before each value on the disk."""

AT_ONCE = 500
"""Keys that one query asks for; SQLite takes at least 999."""


class Memory:
    """Bytes by key; safe to use from several threads. A disk that is full or read-only only costs time."""

    def __init__(self, path: Path | None) -> None:
        """Remember where to look.

        Args:
            path: An SQLite file, readable by the owner only, made when needed; None keeps nothing between sittings.
        """
        self._path = path
        self._near: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._pruned = False

    @staticmethod
    def key(*parts: str) -> bytes:
        """Make a key of texts; they cannot be read back from it."""
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Give the values that are there, by key."""
        with self._lock:
            found = {key: self._near[key] for key in keys if key in self._near}
            for key in found:
                self._near.move_to_end(key)
            missing = [key for key in keys if key not in found]
            if missing:
                opened = {key: _opened(sealed) for key, sealed in self._select(missing).items()}
                stored = {key: value for key, value in opened.items() if value is not None}
                self._hold(stored)
                found |= stored
        return found

    def keep(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values."""
        with self._lock:
            self._hold(values)
            self._insert((key, _sealed(value)) for key, value in values.items())

    def _hold(self, values: Mapping[bytes, bytes]) -> None:
        self._near.update(values)
        while len(self._near) > MOST_IN_MEMORY:
            self._near.popitem(last=False)

    def _select(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        def select(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            for at in range(0, len(keys), AT_ONCE):
                some = keys[at : at + AT_ONCE]
                marks = ",".join("?" * len(some))
                found |= dict(connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", some))  # noqa: S608 - question marks only
            return found

        return self._with_file(select, {}, make=False)

    def _insert(self, values: Iterable[tuple[bytes, bytes]]) -> None:
        def insert(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", list(values))
            if not self._pruned:
                oldest = "DELETE FROM kept WHERE rowid <= (SELECT max(rowid) FROM kept) - ?"
                connection.execute(oldest, (MOST_ON_DISK,))
                self._pruned = True
            connection.execute("COMMIT")

        self._with_file(insert, None, make=True)

    def _with_file(self, work: Callable[[sqlite3.Connection], T], nothing: T, *, make: bool) -> T:
        """Do something with the file, if one is wanted; where that fails there is nothing, and a damaged file goes."""
        if self._path is None:
            return nothing
        try:
            if not make and not self._path.exists():
                return nothing
            make_private_folder(self._path.parent)
            self._path.touch(mode=0o600)
            with closing(sqlite3.connect(self._path, timeout=2.0, isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
                return work(connection)
        except (OSError, sqlite3.OperationalError):  # locked, full or not writable
            return nothing
        except sqlite3.DatabaseError:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + ending).unlink()
            return nothing


def _sealed(value: bytes) -> bytes:
    """Put a checksum before a value."""
    return crc32(value).to_bytes(CHECKSUM_BYTES, "big") + value


def _opened(sealed: object) -> bytes | None:
    """Give the value behind a checksum; None where it was damaged on the disk."""
    if not isinstance(sealed, bytes):
        return None
    value = sealed[CHECKSUM_BYTES:]
    return value if sealed == _sealed(value) else None
