"""Vectors of texts kept on disk, filed under a hash of what they were made from."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from coach.content.embedder import Embedder, Reading, WrappedEmbedder

POINTS = 2_400
"""Key points whose wordings are kept, about 100 kB each; the ones not used for longest go first."""

ANSWERS = 1_000
"""Stored answers that are kept, about 200 kB each; the ones not used for longest go first."""


class KeptReadings:
    """Reads each set of texts once; safe to use from several threads."""

    def __init__(self, embedder: Embedder, folder: Path | None, most: int) -> None:
        """Remember where to look.

        Args:
            embedder: Reads what is not there yet.
            folder: Where the vectors are kept between sittings; None keeps none. Made when needed.
            most: How many sets of texts are kept.
        """
        self._embedder = embedder
        self._folder = folder
        self._most = most

    def of(self, wordings: Sequence[Sequence[str]]) -> tuple[Reading, ...]:
        """Give a reading for each text, in order; each is at least one plain word."""
        texts = [" ".join(words) for words in wordings]
        key = hashlib.sha256("\0".join((self._embedder.fingerprint, *texts)).encode()).hexdigest()
        found = self._load(key, texts)
        if found is None:
            found = self._read(texts)
            self._save(key, found)
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
        for path in files[self._most :]:
            path.unlink(missing_ok=True)


class KeptEmbedder(WrappedEmbedder):
    """An embedder whose readings are kept on disk; what is not there is read by the one it wraps."""

    def __init__(self, inner: Embedder, kept: KeptReadings) -> None:
        """Wrap an embedder.

        Args:
            inner: Embeds whole texts.
            kept: Reads, or remembers.
        """
        super().__init__(inner)
        self._kept = kept

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        """Encode texts word by word, or take them from disk; see `Embedder`."""
        return self._kept.of([text.split(" ") for text in texts])
