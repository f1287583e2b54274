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

    def compare(self, claims: "Sequence[Side]", said: "Sequence[Side]") -> Odds:
        """Compare each of some things said with each of some claims.

        Args:
            claims: Wordings of the rubric, each with at least one word; at least one.
            said: Passages, each with at least one word; at least one.

        Returns:
            Shape (said, claims, 3).
        """
        beta = float(self.tensors["beta"].reshape(()))
        lengths = [len(claim.words) for claim in claims]
        begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        words = np.concatenate([claim.words for claim in claims])
        projected = np.concatenate([claim.projected for claim in claims])
        wholes = np.stack([claim.whole for claim in claims])
        shares = [claim.weights / max(float(claim.weights.sum()), 1e-6) for claim in claims]
        claims_share = np.concatenate(shares)
        rows: list[Vectors] = []
        weights: list[npt.NDArray[np.float32]] = []
        sums: list[Vectors] = []
        for each in said:
            share = each.weights / max(float(each.weights.sum()), 1e-6)
            likeness = words @ each.words.T
            attention = np.exp(beta * (likeness - 1.0))  # a softmax either way, once divided by its sums
            rows.append(_beside(projected, (attention / attention.sum(axis=1, keepdims=True)) @ each.projected))
            weights.append(claims_share)
            attention /= np.repeat(np.add.reduceat(attention, begins, axis=0), lengths, axis=0)
            for begin, length in zip(begins, lengths, strict=True):
                inside = slice(begin, begin + length)
                rows.append(_beside(each.projected, attention[inside].T @ projected[inside]))
                weights.append(share)
            sums.append(
                np.stack(
                    [
                        wholes @ each.whole,
                        np.add.reduceat(likeness.max(axis=1) * claims_share, begins),
                        np.maximum.reduceat(likeness, begins, axis=0) @ share,
                    ],
                    axis=1,
                )
            )
        return self._decide(rows, np.concatenate(weights), lengths, [len(each.words) for each in said], np.stack(sums))

    def _decide(
        self,
        rows: Sequence[Vectors],
        weights: npt.NDArray[np.float32],
        claims: Sequence[int],
        said: Sequence[int],
        wholes: Vectors,
    ) -> Odds:
        """Pool the comparisons and read the odds off.

        Args:
            rows: For each thing said: all words of all claims, then its own words once for each claim.
            weights: How telling the word of each row is, adding up to 1.0 over a side.
            claims: Words of each claim.
            said: Words of each thing said.
            wholes: The three measures of the wholes, shape (said, claims, 3).
        """
        lengths = np.array([length for own in said for length in (*claims, *(own for _ in claims))])
        begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        compared = np.concatenate(rows) @ self.tensors["cmp.weight"].T + self.tensors["cmp.bias"]
        compared = np.maximum(compared, 0.0)
        means = np.add.reduceat(compared * weights[:, np.newaxis], begins)
        sides = np.concatenate([means, np.maximum.reduceat(compared, begins)], axis=1)
        sides = sides.reshape(len(said), 2, len(claims), -1)
        pooled = np.concatenate([sides[:, 0], sides[:, 1], wholes * WHOLES_GAIN], axis=2)
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
