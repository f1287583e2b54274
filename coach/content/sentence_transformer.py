"""The embedder that runs sentence-transformers."""

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coach.content.encoder import Vectors
from coach.content.load_model import encodable, load_quietly, not_importable

BATCH = 32
"""Texts a batch; larger ones gain nothing on a processor."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model from a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        """Load the weights; takes seconds, most of them to import the library.

        Args:
            folder: A sentence-transformers model with its weights as safetensors; pickled ones are not loaded.
            name: What to call it.

        Raises:
            WeightsError: The folder does not hold such a model.
        """
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - heavy: loads with the weights
        except ImportError as error:
            raise not_importable(error) from error

        hint = "Name a folder with a sentence-transformers model whose weights are safetensors."
        self._model = load_quietly(folder, SentenceTransformer, "an embedder", hint)
        self.name = name
        digest = hashlib.sha256(f"{name}\0{folder.resolve()}".encode())
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            about = file.stat()
            digest.update(f"{file.relative_to(folder)}\0{about.st_size}\0{about.st_mtime_ns}".encode())
        self.fingerprint = digest.hexdigest()
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see `Embedder`."""
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension() or 0), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode(
                [encodable(text) for text in texts],
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)
