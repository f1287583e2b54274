"""What an embedder does: texts to vectors, near where the meaning is near."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Unit vectors, shape (n, d)."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """The weights in use, for instance `all-MiniLM-L6-v2`."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector; part of what vectors are kept under."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts.

        Args:
            texts: n texts; none gives an array of shape (0, d).

        Returns:
            Unit vectors, shape (n, d), in the order of the texts.
        """
        ...
