"""The embedder that runs sentence-transformers."""

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from coach.content.difference import Difference
from coach.content.embedder import Reading, Vectors
from coach.content.quiet_loading import encodable, load_quietly
from coach.errors import WeightsError

BATCH = 32
"""Texts a batch; larger ones gain nothing on a processor."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model from a folder, with a difference added to its weights where one is given."""

    def __init__(self, folder: Path, name: str, difference: Difference | None = None) -> None:
        """Load the weights; takes seconds, most of them to import the library.

        Args:
            folder: A sentence-transformers model with its weights as safetensors; pickled ones are not loaded.
            name: What to call it.
            difference: What to add to the weights; must have been made for exactly these.

        Raises:
            WeightsError: The folder does not hold such a model, or the difference does not fit it.
        """
        import torch  # noqa: PLC0415 - heavy: loads with the weights
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        hint = "Name a folder with a sentence-transformers model whose weights are safetensors."
        self._model = load_quietly(folder, SentenceTransformer, "an embedder", hint)
        self._torch = torch
        if difference is not None:
            self._add(difference)
        self.name = name if difference is None else f"{name}+{difference.name}"
        digest = hashlib.sha256(f"{name}\0{folder.resolve()}".encode())
        digest.update(difference.sha256.encode() if difference else b"")
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            about = file.stat()
            digest.update(f"{file.relative_to(folder)}\0{about.st_size}\0{about.st_mtime_ns}".encode())
        self.fingerprint = digest.hexdigest()
        self.pools_words = self._takes_means()
        self._lock = threading.Lock()
        try:
            self.read(["probe"])
        except (TypeError, NotImplementedError, KeyError, ValueError) as error:
            raise WeightsError(
                f"{folder} gives no vectors for single words: {error}.",
                "Name a transformer with a fast tokenizer; static word embeddings cannot be used.",
            ) from error

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

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        """Encode texts word by word; see `Embedder`."""
        readings: list[Reading | None] = [None] * len(texts)
        by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for at in range(0, len(by_length), BATCH):
            batch = by_length[at : at + BATCH]
            with self._lock:
                read = self._read_batch([texts[place] for place in batch])
            for place, reading in zip(batch, read, strict=True):
                readings[place] = reading
        return tuple(reading for reading in readings if reading is not None)

    def _read_batch(self, texts: Sequence[str]) -> list[Reading]:
        tokens = self._model.tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_tensors="pt",
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        features = {key: tokens[key] for key in ("input_ids", "attention_mask", "token_type_ids") if key in tokens}
        with self._torch.inference_mode():
            vectors = self._model[0](features)["token_embeddings"].float().numpy()
        offsets, special = tokens["offset_mapping"].numpy(), tokens["special_tokens_mask"].numpy()
        return [_by_word(text, vectors[row], offsets[row], special[row] == 0) for row, text in enumerate(texts)]

    def _takes_means(self) -> bool:
        kinds = [type(module).__name__ for module in self._model]
        if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
            return False  # a layer after the pooling, as in some models, makes other vectors of the mean
        return str(self._model[1].pooling_mode) == "mean" and self._model.default_prompt_name is None

    def _add(self, difference: Difference) -> None:
        weights = dict(self._model[0].auto_model.named_parameters())
        for key, added in difference.added.encoder.items():
            weight = weights.get(key)
            if weight is None or tuple(weight.shape) != added.shape:
                raise WeightsError(
                    f"{difference.name} does not fit these weights: {key} is missing or of another shape.",
                    "Install the program again.",
                )
            with self._torch.no_grad():
                weight.add_(self._torch.from_numpy(added))


def _by_word(text: str, vectors: Any, offsets: Any, real: Any) -> Reading:
    """Gather the vectors of one text's pieces, by the spaces between its words."""
    words = text.split(" ")
    ends = np.cumsum([len(word) + 1 for word in words])
    sums = np.zeros((len(words), vectors.shape[1]), dtype=np.float32)
    counts = np.zeros(len(words), dtype=np.float32)
    # By its last character: some tokenizers count the space before a word to its first piece.
    rows = np.searchsorted(ends, np.maximum(offsets[real, 1] - 1, offsets[real, 0]), side="right")
    np.add.at(sums, rows, vectors[real])
    np.add.at(counts, rows, 1.0)
    return Reading(sums, counts)
