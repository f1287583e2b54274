"""How near texts are to each other: by an embedder's vectors, or by the words they share."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coach.bench.judge_windows import Matrix


class PlainEmbedder(Protocol):
    """Turns texts into unit vectors."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Give one unit vector a text, shape (n, d)."""
        ...


class VectorCloseness:
    """Compares texts by the plain cosine of their vectors; keeps those of rubrics."""

    def __init__(self, embedder: PlainEmbedder) -> None:
        """Remember what turns texts into vectors."""
        self._embedder = embedder
        self._kept: dict[str, npt.NDArray[np.float32]] = {}

    def remember(self, wordings: Sequence[str]) -> None:
        """Embed wordings that are new."""
        new = [text for text in dict.fromkeys(wordings) if text not in self._kept]
        if new:
            self._kept.update(zip(new, self._embedder.embed(new), strict=True))

    def between(self, windows: Sequence[str], wordings: Sequence[str]) -> Matrix:
        """Give a cosine for each pair."""
        self.remember(wordings)
        kept = np.stack([self._kept[text] for text in wordings])
        return np.asarray(self._embedder.embed(windows) @ kept.T, dtype=np.float64)


class TfidfCloseness:
    """Compares texts by scikit-learn's TF-IDF of single words and pairs, rare ones counting more."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn how rare each word is.

        Args:
            texts: What it is learned from; must hold a word.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy

        self._vectorizer = TfidfVectorizer(ngram_range=(1, 2))
        self._vectorizer.fit(texts)

    def remember(self, wordings: Sequence[str]) -> None:
        """Do nothing: a wording is counted in no time."""

    def between(self, windows: Sequence[str], wordings: Sequence[str]) -> Matrix:
        """Give a cosine for each pair; texts without a known word are near nothing."""
        rows, columns = self._vectorizer.transform(windows), self._vectorizer.transform(wordings)
        return np.asarray((rows @ columns.T).toarray(), dtype=np.float64)
