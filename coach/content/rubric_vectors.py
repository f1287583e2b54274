"""The vectors of a rubric's wordings, kept in memory and on disk, filed under a hash of what they were made from."""

import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from coach.content.embedder import Embedder, Reading

MOST_IN_MEMORY = 60
"""Rubrics kept in memory; about half a megabyte each."""

MOST_ON_DISK = 400
"""Rubrics kept on disk; the ones not used for longest go first."""


class RubricVectors:
    """Reads each set of wordings once; safe to use from several threads."""

    def __init__(self, embedder: Embedder, folder: Path | None = None) -> None:
        """Remember where to look.

        Args:
            embedder: Reads what is not there yet.
            folder: Where the vectors are kept between sittings; None keeps them in memory only. Made when needed.
        """
        self._embedder = embedder
        self._folder = folder
        self._kept: OrderedDict[str, tuple[Reading, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, wordings: Sequence[Sequence[str]]) -> tuple[Reading, ...]:
        """Give a reading for each wording, in order; each is at least one plain word."""
        texts = [" ".join(words) for words in wordings]
        key = hashlib.sha256("\0".join((self._embedder.fingerprint, *texts)).encode()).hexdigest()
        with self._lock:
            found = self._kept.get(key) or self._load(key, texts)
            if found is None:
                found = self._read(texts)
                self._save(key, found)
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_IN_MEMORY:
                self._kept.popitem(last=False)
        return found

    def _read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        readings = self._embedder.read(texts)
        if self._embedder.pools_words:
            return readings
        wholes = self._embedder.embed(texts)
        return tuple(replace(reading, given=whole) for reading, whole in zip(readings, wholes, strict=True))

    def _load(self, key: str, texts: Sequence[str]) -> tuple[Reading, ...] | None:
        if self._folder is None:
            return None
        path = self._folder / f"{key}.npz"
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                sums, counts = stored["sums"].astype(np.float32), stored["counts"].astype(np.float32)
                given = None if self._embedder.pools_words else stored["wholes"].astype(np.float32)
        except (OSError, ValueError, KeyError, BadZipFile, EOFError):
            return None
        with suppress(OSError):
            os.utime(path)
        lengths = [len(text.split(" ")) for text in texts]
        if len(counts) != sum(lengths) or len(sums) != len(counts) or (given is not None and len(given) != len(texts)):
            return None
        wholes = [None] * len(texts) if given is None else list(given)
        ends = np.cumsum(lengths)[:-1]
        return tuple(
            Reading(each, number, whole)
            for each, number, whole in zip(np.split(sums, ends), np.split(counts, ends), wholes, strict=True)
        )

    def _save(self, key: str, readings: Sequence[Reading]) -> None:
        """Keep readings on disk; a disk that is full or read-only only means that they are made again next time."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                try:
                    np.savez(
                        file,
                        sums=np.concatenate([reading.sums for reading in readings]),
                        counts=np.concatenate([reading.counts for reading in readings]),
                        wholes=np.stack([reading.whole for reading in readings]),
                    )
                    file.close()
                    Path(file.name).replace(self._folder / f"{key}.npz")
                except OSError:
                    Path(file.name).unlink(missing_ok=True)
                    raise
            self._forget_oldest(self._folder)

    def _forget_oldest(self, folder: Path) -> None:
        files = sorted(folder.glob("*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[MOST_ON_DISK:]:
            path.unlink(missing_ok=True)
