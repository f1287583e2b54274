"""An embedder that does not embed the same text twice."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coach.content.embedder import Embedder, Vectors

MOST_TEXTS = 4_000
"""Vectors kept: 6 MB at 384 dimensions, enough for every wording of a hundred questions."""


class RememberingEmbedder:
    """Wraps an embedder and keeps the vectors of the texts asked for last; safe to use from several threads."""

    def __init__(self, inner: Embedder) -> None:
        """Wrap an embedder."""
        self._inner = inner
        self._kept: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The wrapped embedder's weights."""
        return self._inner.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see `Embedder`."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._kept]
            if new:
                self._kept.update(zip(new, self._inner.embed(new), strict=True))
            rows = [self._kept[text] for text in texts]
            for text in texts:
                self._kept.move_to_end(text)
            while len(self._kept) > MOST_TEXTS:
                self._kept.popitem(last=False)
        return np.stack(rows) if rows else self._inner.embed(())
