"""What a reader does: it says whether an answer makes a claim, reading both together, and with which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

COVERED, MISSED, CONTRADICTED, PARTLY = range(4)
"""Places of the four chances."""

Numbers = npt.NDArray[np.float32]
"""Any array of 32-bit floats."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, and what was said."""

    claim: str
    """A wording of a key point, as its rubric has it."""
    words: tuple[str, ...]
    """What was said: plain words, at least one."""


@dataclass(frozen=True, slots=True, eq=False)
class Entailment:
    """What a reader made of a pair."""

    chances: Numbers
    """Probabilities that the claim is covered, missed, contradicted and partly made, shape (4,), summing to 1."""
    supports: Numbers
    """For each word of the answer the probability that it makes the claim, shape (words,)."""
    contradicts: Numbers
    """For each word of the answer the probability that it denies the claim, shape (words,)."""


class Reader(Protocol):
    """Reads pairs; the same pair gets the same entailment, whatever is read beside it."""

    @property
    def name(self) -> str:
        """The weights in use."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same pair would get another entailment; part of what entailments are kept under."""
        ...

    def read(self, pairs: Sequence[Pair]) -> tuple[Entailment, ...]:
        """Read pairs.

        Args:
            pairs: Of an answer that is too long to be read at once, only the beginning is.

        Returns:
            One entailment a pair, in order; words that were not read have probabilities of 0.
        """
        ...


def each_word(words: Sequence[str], tagged: Numbers, begins: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Return for each word the mean probabilities of its tokens; 0 where a word was cut off or has none.

    Args:
        words: Of the answer, which was read with a single space between them.
        tagged: Probabilities of each token, shape (tokens, 3): nothing, supports, contradicts.
        begins: Where each token begins in the answer, in characters.

    Returns:
        The probabilities that each word supports the claim, and that it contradicts it, both of shape (words,).
    """
    ends = np.cumsum([len(word) + 1 for word in words])
    rows = np.searchsorted(ends, np.asarray(begins, dtype=np.int64), side="right")
    sums = np.zeros((len(words), 3), dtype=np.float32)
    counts = np.zeros(len(words), dtype=np.float32)
    np.add.at(sums, rows, tagged)
    np.add.at(counts, rows, 1.0)
    means = (sums / np.maximum(counts, 1.0)[:, None]).astype(np.float32)
    return means[:, 1], means[:, 2]
