"""What an embedder does: texts to vectors, one for each word and one for the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Vectors, shape (n, d), float32."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One text as an encoder sees it, word by word."""

    sums: Vectors
    """Sum of the vectors of each word's pieces, shape (words, d); zero for a word that was cut off or has none."""
    counts: npt.NDArray[np.float32]
    """Pieces of each word, shape (words,)."""
    given: Vectors | None = None
    """The whole's own unit vector, shape (d',), where it is not the mean of the pieces; None where it is."""

    @property
    def words(self) -> Vectors:
        """One unit vector a word, shape (words, d); zero for a word without pieces."""
        return unit(self.sums)

    @property
    def whole(self) -> Vectors:
        """The text as a unit vector: the one given, otherwise the mean of all pieces."""
        if self.given is not None:
            return self.given
        return unit(self.sums.sum(axis=0))


class Embedder(Protocol):
    """Turns texts into vectors, near where the meaning is near."""

    @property
    def name(self) -> str:
        """The weights in use, for instance `all-MiniLM-L6-v2`."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector; part of what cached vectors are filed under."""
        ...

    @property
    def pools_words(self) -> bool:
        """Whether a text's vector is the mean of its words', so that a stretch of a text needs no second encoding."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts as wholes.

        Args:
            texts: n texts; none gives an array of shape (0, d).

        Returns:
            Unit vectors, shape (n, d), in the order of the texts.
        """
        ...

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        """Encode texts word by word.

        Args:
            texts: Plain words parted by single spaces.

        Returns:
            One reading a text, with a row for each word.
        """
        ...


class WrappedEmbedder:
    """Does what the embedder that it wraps does; how texts are read is up to its children."""

    def __init__(self, inner: Embedder) -> None:
        """Wrap an embedder."""
        self._inner = inner

    @property
    def name(self) -> str:
        """The wrapped embedder's weights."""
        return self._inner.name

    @property
    def fingerprint(self) -> str:
        """The wrapped embedder's."""
        return self._inner.fingerprint

    @property
    def pools_words(self) -> bool:
        """The wrapped embedder's."""
        return self._inner.pools_words

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts as wholes; see `Embedder`."""
        return self._inner.embed(texts)


def unit(vectors: Vectors) -> Vectors:
    """Scale vectors to length 1 along the last axis; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)
