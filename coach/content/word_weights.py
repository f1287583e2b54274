"""How telling each word is: rare words say more about what was meant than frequent ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEAST = 0.02
"""Weight of a word that says next to nothing, so that a wording of small words still has a weight."""


@dataclass(frozen=True, slots=True)
class WordWeights:
    """Inverse document frequencies, scaled to 0.0 to 1.0."""

    known: Mapping[str, float]
    """Weight of each frequent word."""
    unknown: float
    """Weight of every other word."""

    def of(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """Give the weights of plain words, shape (words,)."""
        return np.array([max(self.known.get(word, self.unknown), LEAST) for word in words], dtype=np.float32)


EVEN = WordWeights({}, 1.0)
"""Every word counts the same."""
