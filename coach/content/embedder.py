"""What an embedder does."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Unit vectors, shape (n, d), float32: a dot product is a cosine."""


class Embedder(Protocol):
    """Turns texts into vectors, near where the meaning is near."""

    @property
    def name(self) -> str:
        """The weights in use, for instance `all-MiniLM-L6-v2`."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts.

        Args:
            texts: n texts; none gives an array of shape (0, d).

        Returns:
            Unit vectors, shape (n, d), in the order of the texts.
        """
        ...
