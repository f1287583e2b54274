"""The one object that turns texts into numbers: an embedder and a reader, with a memory of what they were asked."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from coach.content.embedder import Embedder, Vectors
from coach.content.memory import Memory
from coach.content.reader import Pair, Reader, Reading

T = TypeVar("T")

CHANCE_BYTES = 16
"""Of the four chances of a reading."""

CHANCE_DIGITS = 3
"""Digits of a chance; a reading differs by less from one batch to another."""

STEPS = 255
"""Steps of a word's probability as it is kept: one byte a word."""


class Encoder:
    """Embeds and reads, each text and each pair once; safe to use from several threads."""

    def __init__(self, embedder: Embedder, reader: Reader, memory: Memory | None = None) -> None:
        """Put an encoder together.

        Args:
            embedder: Texts to vectors.
            reader: Reads a claim and an answer together.
            memory: Keeps what was asked; None keeps it while this object lives.
        """
        self._embedder = embedder
        self._reader = reader
        self._memory = memory or Memory(None)
        self.name = f"{embedder.name}, {reader.name}"
        self._vector_kind = f"vector\0{embedder.fingerprint}"
        self._reading_kind = f"reading\0{reader.fingerprint}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see `Embedder`."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)

        def fresh(missing: Sequence[str]) -> list[bytes]:
            return [vector.astype(np.float16).tobytes() for vector in self._embedder.embed(missing)]

        keys = {text: self._memory.key(self._vector_kind, text) for text in texts}
        kept = self._recall(texts, keys, fresh)
        return np.stack([np.frombuffer(each, dtype=np.float16).astype(np.float32) for each in kept])

    def read(self, pairs: Sequence[Pair]) -> tuple[Reading, ...]:
        """Read pairs; see `Reader`."""

        def fresh(missing: Sequence[Pair]) -> list[bytes]:
            return [_packed(reading) for reading in self._reader.read(missing)]

        keys = {pair: self._memory.key(self._reading_kind, pair.claim, " ".join(pair.words)) for pair in pairs}
        return tuple(_unpacked(each) for each in self._recall(pairs, keys, fresh))

    def _recall(
        self,
        asked: Sequence[T],
        keys: dict[T, bytes],
        fresh: Callable[[Sequence[T]], list[bytes]],
    ) -> list[bytes]:
        """Give what is kept of each thing that is asked, and make what is missing."""
        known = self._memory.recall(list(keys.values()))
        missing = [each for each, key in keys.items() if key not in known]
        if missing:
            made = {keys[each]: value for each, value in zip(missing, fresh(missing), strict=True)}
            self._memory.keep(made)
            known |= made
        return [known[keys[each]] for each in asked]


def _packed(reading: Reading) -> bytes:
    """Round a reading: what comes back is what everybody gets, fresh or kept, whatever was read beside it."""
    words = np.stack([reading.supports, reading.contradicts])
    chances = np.round(reading.chances.astype(np.float32), CHANCE_DIGITS)
    return chances.tobytes() + np.round(words * STEPS).astype(np.uint8).tobytes()


def _unpacked(kept: bytes) -> Reading:
    chances = np.frombuffer(kept[:CHANCE_BYTES], dtype=np.float32)
    supports, contradicts = np.frombuffer(kept[CHANCE_BYTES:], dtype=np.uint8).reshape(2, -1).astype(np.float32) / STEPS
    return Reading(chances, supports, contradicts)
