"""Compares what was said with a claim word by word: does it say the claim, say nothing of it, or say otherwise?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.content.embedder import Vectors
from coach.content.softmax import softmax

Odds = npt.NDArray[np.float32]
"""Probabilities of otherwise, nothing and the same, in this order, shape (pairs, 3)."""

OTHERWISE, NOTHING, SAME = 0, 1, 2
"""Columns of `Odds`."""

WHOLES_GAIN = 4.0
"""By what the three measures of the wholes are multiplied, as in training."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparer:
    """A small network over two sets of word vectors: decomposable attention (arXiv 1606.01933) with its own pooling.

    Each word of one side is set beside the words of the other that it attends to, both are compared, and the
    comparisons are pooled.
    """

    tensors: Mapping[str, Vectors]
    """Its weights by name, as `coach.content.training` writes them."""

    def compare(self, pairs: "Sequence[tuple[Side, Side]]") -> Odds:
        """Compare what was said with claims.

        Args:
            pairs: A wording of the rubric and a passage, each with at least one word; at least one pair.
        """
        beta = float(self.tensors["beta"].reshape(()))
        rows: list[Vectors] = []
        shares: list[npt.NDArray[np.float32]] = []
        wholes = np.empty((len(pairs), 3), dtype=np.float32)
        for at, (claim, said) in enumerate(pairs):
            likeness = claim.words @ said.words.T
            rows.append(_beside(claim.projected, softmax(beta * likeness) @ said.projected))
            rows.append(_beside(said.projected, softmax(beta * likeness.T) @ claim.projected))
            shares.append(claim.weights / max(float(claim.weights.sum()), 1e-6))
            shares.append(said.weights / max(float(said.weights.sum()), 1e-6))
            wholes[at] = (
                claim.whole @ said.whole,
                likeness.max(axis=1) @ shares[-2],
                likeness.max(axis=0) @ shares[-1],
            )
        lengths = np.array([len(each) for each in rows])
        begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        compared = np.concatenate(rows) @ self.tensors["cmp.weight"].T + self.tensors["cmp.bias"]
        compared = np.maximum(compared, 0.0)
        means = np.add.reduceat(compared * np.concatenate(shares)[:, np.newaxis], begins)
        sides = np.concatenate([means, np.maximum.reduceat(compared, begins)], axis=1)
        pooled = np.concatenate([sides[0::2], sides[1::2], wholes * WHOLES_GAIN], axis=1)
        hidden = np.maximum(pooled @ self.tensors["h.weight"].T + self.tensors["h.bias"], 0.0)
        return softmax(hidden @ self.tensors["out.weight"].T + self.tensors["out.bias"])

    def project(self, words: Vectors) -> Vectors:
        """Bring unit word vectors into the narrower space in which they are compared."""
        gain = words.shape[1] ** 0.5 / 4.0
        projected: Vectors = (words @ self.tensors["proj.weight"].T) * gain
        return projected


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One text, ready to be compared."""

    words: Vectors
    """Unit vectors, shape (words, d)."""
    projected: Vectors
    """The same words as `Comparer.project` gives them."""
    weights: npt.NDArray[np.float32]
    """How telling each word is, shape (words,)."""
    whole: Vectors
    """Unit vector of the text, shape (d,)."""


def _beside(words: Vectors, other: Vectors) -> Vectors:
    """Set each word beside what it attends to, shape (words, 4 x width)."""
    return np.concatenate([words, other, words - other, words * other], axis=1)
