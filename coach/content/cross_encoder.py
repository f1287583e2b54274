"""The second vote that a CrossEncoder for natural language inference gives; runs sentence-transformers."""

import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from coach.errors import WeightsError

LABELS = ("entailment", "neutral", "contradiction")
"""The classes that a model must name in its configuration, in the order in which they are given here."""


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
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - heavy: loads with the weights
        from torch import nn  # noqa: PLC0415
        from transformers.utils import logging as transformers_logging  # noqa: PLC0415

        # Bars and warnings would be drawn across the screen.
        transformers_logging.disable_progress_bar()
        transformers_logging.set_verbosity_error()
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        try:
            self._model = CrossEncoder(
                str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
            ).float()
        except Exception as error:  # each library below raises errors of its own about a file that it cannot use
            first_line = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
            raise WeightsError(
                f"{folder} could not be loaded as a CrossEncoder: {first_line}.",
                "Name a folder with a CrossEncoder whose weights are safetensors.",
            ) from error
        # Some configurations squeeze each class by itself; what is needed here is how they compare.
        self._as_they_are = nn.Identity()

    def votes(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Judge pairs; see `SecondVote`."""
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        logits = np.asarray(
            self._model.predict(
                [(_encodable(said), _encodable(claim)) for said, claim in pairs],
                activation_fn=self._as_they_are,
                apply_softmax=False,
                convert_to_numpy=True,
                show_progress_bar=False,
            ),
            dtype=np.float32,
        )[:, self._columns]
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


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


def _encodable(text: str) -> str:
    """Put a question mark for half a character, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
