"""The embedder that runs sentence-transformers; the only file that imports it."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coach.content.embedder import Vectors
from coach.errors import WeightsError

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
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - heavy: loads with the weights
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()
        logging.set_verbosity_error()
        try:
            self._model = SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
            )
        except (OSError, ValueError) as error:
            raise WeightsError(
                f"{folder} could not be loaded as an embedder: {error}.",
                "Name a folder with a sentence-transformers model whose weights are safetensors.",
            ) from error
        self.name = name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see `Embedder`."""
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension() or 0), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)
