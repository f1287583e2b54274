"""An embedder that does not read the same text twice."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from coach.content.embedder import Embedder, Reading, Vectors, WrappedEmbedder

MOST_TEXTS = 1_000
"""Readings kept: clauses of the last answers, about 20 MB at 384 dimensions."""


class RememberingEmbedder(WrappedEmbedder):
    """Wraps an embedder and keeps the readings asked for last; safe to use from several threads."""

    def __init__(self, inner: Embedder) -> None:
        """Wrap an embedder."""
        super().__init__(inner)
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, without remembering them; see `Embedder`."""
        with self._lock:
            return self._inner.embed(texts)

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        """Encode texts word by word; see `Embedder`."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._kept]
            if new:
                self._kept.update(zip(new, self._inner.read(new), strict=True))
            readings = tuple(self._kept[text] for text in texts)
            for text in texts:
                self._kept.move_to_end(text)
            while len(self._kept) > MOST_TEXTS:
                self._kept.popitem(last=False)
        return readings
