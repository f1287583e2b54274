"""The one object that turns texts into numbers: an embedder and a reader, with a cache of what they were asked before.

The cache lies in memory and in one file, which may be deleted at any time.
"""

import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol, TypeVar
from zlib import crc32

import numpy as np
import numpy.typing as npt

from coach.content.reader import Entailment, Pair, Reader
from coach.private_folder import make_private_folder

T = TypeVar("T")

Vectors = npt.NDArray[np.float32]
"""Unit vectors, shape (n, d)."""

MOST_IN_MEMORY = 40_000
"""Values that stay in memory, about 0.5 kB each."""

MOST_ON_DISK = 400_000
"""Values that are kept on disk, about 0.6 kB each; the oldest go first."""

CHECKSUM_BYTES = 4
"""Of the checksum that stands before each value on the disk."""

PATIENCE = 2.0
"""Seconds that the file is waited for where another program holds it; without it the judge only takes longer."""

AT_ONCE = 500
"""Keys that one query asks for; SQLite takes at least 999."""

CHANCE_BYTES = 16
"""Of the four chances of an entailment."""

CHANCE_DIGITS = 3
"""Digits of a chance; an entailment differs by less from one batch to another."""

STEPS = 255
"""Steps of a word's probability as it is kept: one byte a word."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """The weights in use, for instance `all-MiniLM-L6-v2`."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector; part of what vectors are kept under."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts.

        Args:
            texts: n texts; none gives an array of shape (0, d).

        Returns:
            Unit vectors, shape (n, d), in the order of the texts.
        """
        ...


class EncodingCache:
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
        """Return the values that are there, by key."""
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
            with closing(sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)) as connection:
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
    """Return the value behind a checksum; None where it was damaged on the disk."""
    if not isinstance(sealed, bytes):
        return None
    value = sealed[CHECKSUM_BYTES:]
    return value if sealed == _sealed(value) else None


class Encoder:
    """Embeds and reads, each text and each pair once; safe to use from several threads."""

    def __init__(self, embedder: Embedder, reader: Reader, cache: EncodingCache | None = None) -> None:
        """Put an encoder together.

        Args:
            embedder: Texts to vectors.
            reader: Reads a claim and an answer together.
            cache: Keeps what was asked; None keeps it while this object lives.
        """
        self._embedder = embedder
        self._reader = reader
        self._cache = cache or EncodingCache(None)
        self.name = f"{embedder.name}, {reader.name}"
        self._vector_kind = f"vector\0{embedder.fingerprint}"
        self._entailment_kind = f"reading\0{reader.fingerprint}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see `Embedder`."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)

        def fresh(missing: Sequence[str]) -> list[bytes]:
            return [vector.astype(np.float16).tobytes() for vector in self._embedder.embed(missing)]

        keys = {text: self._cache.key(self._vector_kind, text) for text in texts}
        kept = self._recall(texts, keys, fresh)
        return np.stack([np.frombuffer(each, dtype=np.float16).astype(np.float32) for each in kept])

    def read(self, pairs: Sequence[Pair]) -> tuple[Entailment, ...]:
        """Read pairs; see `Reader`."""

        def fresh(missing: Sequence[Pair]) -> list[bytes]:
            return [_packed(entailment) for entailment in self._reader.read(missing)]

        keys = {pair: self._cache.key(self._entailment_kind, pair.claim, " ".join(pair.words)) for pair in pairs}
        return tuple(_unpacked(each) for each in self._recall(pairs, keys, fresh))

    def _recall(
        self,
        asked: Sequence[T],
        keys: dict[T, bytes],
        fresh: Callable[[Sequence[T]], list[bytes]],
    ) -> list[bytes]:
        """Look up each thing that is asked for, and make what is missing."""
        known = self._cache.recall(list(keys.values()))
        missing = [each for each, key in keys.items() if key not in known]
        if missing:
            made = {keys[each]: value for each, value in zip(missing, fresh(missing), strict=True)}
            self._cache.keep(made)
            known |= made
        return [known[keys[each]] for each in asked]


def _packed(entailment: Entailment) -> bytes:
    """Round an entailment: what comes back is what everybody gets, fresh or kept, whatever was read beside it."""
    words = np.stack([entailment.supports, entailment.contradicts])
    chances = np.round(entailment.chances.astype(np.float32), CHANCE_DIGITS)
    return chances.tobytes() + np.round(words * STEPS).astype(np.uint8).tobytes()


def _unpacked(kept: bytes) -> Entailment:
    chances = np.frombuffer(kept[:CHANCE_BYTES], dtype=np.float32)
    supports, contradicts = np.frombuffer(kept[CHANCE_BYTES:], dtype=np.uint8).reshape(2, -1).astype(np.float32) / STEPS
    return Entailment(chances, supports, contradicts)
