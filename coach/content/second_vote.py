"""What a model for natural language inference does: a second opinion on whether two sentences agree."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

ENTAILMENT, NEUTRAL, CONTRADICTION = 0, 1, 2
"""Columns of the votes."""


class SecondVote(Protocol):
    """Judges pairs of sentences."""

    @property
    def name(self) -> str:
        """The weights in use."""
        ...

    def votes(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Judge pairs.

        Args:
            pairs: What was said, and a claim; n of them.

        Returns:
            Probabilities of entailment, neutral and contradiction, shape (n, 3).
        """
        ...
