"""A second opinion on whether two sentences agree, given by a CrossEncoder for natural language inference."""

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coach.content.decision import softmax
from coach.content.load_model import encodable, load_quietly, not_importable
from coach.errors import WeightsError

ENTAILMENT, NEUTRAL, CONTRADICTION = 0, 1, 2
"""Columns of the votes."""

LABELS = ("entailment", "neutral", "contradiction")
"""The classes that a model must name in its configuration, in the order in which they are given here."""


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


class CrossEncoderVote:
    """A three-class CrossEncoder from a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        """Load the weights; takes seconds, most of them to import the library.

        Args:
            folder: A CrossEncoder with its weights as safetensors; pickled ones are not loaded.
            name: What to call it.

        Raises:
            WeightsError: The folder does not hold such a model, or its classes are not those of inference.
        """
        self.name = name
        self._columns = _columns(folder)
        try:
            from sentence_transformers import CrossEncoder  # noqa: PLC0415 - heavy: loads with the weights
            from torch import nn  # noqa: PLC0415
        except ImportError as error:
            raise not_importable(error) from error

        self._model = load_quietly(
            folder, CrossEncoder, "a CrossEncoder", "Name a folder with a CrossEncoder whose weights are safetensors."
        )
        self._lock = threading.Lock()
        # Some configurations squeeze each class by itself; what is needed here is how they compare.
        self._as_they_are = nn.Identity()

    def votes(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Judge pairs; see `SecondVote`."""
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        with self._lock:
            logits = self._model.predict(
                [(encodable(said), encodable(claim)) for said, claim in pairs],
                activation_fn=self._as_they_are,
                apply_softmax=False,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return softmax(np.asarray(logits, dtype=np.float32)[:, self._columns])


def _columns(folder: Path) -> list[int]:
    """Find the columns of the three classes, in our order, in the model's configuration."""
    file = folder / "config.json"
    try:
        named = json.loads(file.read_text(encoding="utf-8")).get("id2label", {})
        column_of = {str(label).lower(): int(column) for column, label in named.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise WeightsError(
            f"{file} does not say which classes the model tells apart.", "Name a folder with a CrossEncoder."
        ) from error
    if sorted(column_of) != sorted(LABELS) or sorted(column_of.values()) != list(range(len(LABELS))):
        raise WeightsError(
            f"{file} names these classes: {', '.join(sorted(column_of)) or 'none'}.",
            f"Name a model for natural language inference, with exactly the classes {', '.join(LABELS)}.",
        )
    return [column_of[label] for label in LABELS]
