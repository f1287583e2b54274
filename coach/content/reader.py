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
class Reading:
    """What a reader made of a pair."""

    chances: Numbers
    """Probabilities that the claim is covered, missed, contradicted and partly made, shape (4,), summing to 1."""
    supports: Numbers
    """For each word of the answer the probability that it makes the claim, shape (words,)."""
    contradicts: Numbers
    """For each word of the answer the probability that it denies the claim, shape (words,)."""


class Reader(Protocol):
    """Reads pairs; the same pair gets the same reading, whatever is read beside it."""

    @property
    def name(self) -> str:
        """The weights in use."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same pair would get another reading; part of what readings are kept under."""
        ...

    def read(self, pairs: Sequence[Pair]) -> tuple[Reading, ...]:
        """Read pairs.

        Args:
            pairs: Of an answer that is too long to be read at once, only the beginning is.

        Returns:
            One reading a pair, in order; words that were not read have probabilities of 0.
        """
        ...
