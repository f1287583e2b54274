"""How near texts are by the words and pairs of words they share, rare ones counting more."""

from collections.abc import Sequence

import numpy as np

from coach.bench.judge_windows import Matrix


class TfidfCloseness:
    """Compares texts by scikit-learn's TF-IDF of single words and pairs."""

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
