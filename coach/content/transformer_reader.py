"""The reader that comes with the program as it was trained, run by torch: what the one in use is compared with."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from coach.content.bert_reader import MOST_TOKENS
from coach.content.difference import Difference
from coach.content.quiet_loading import encodable, first_line, hush
from coach.content.reader import Pair, Reading, each_word
from coach.errors import WeightsError

BATCH = 16
"""Pairs that are read at once; more gain nothing on a processor."""


class TransformerReader:
    """A cross-encoder with a head for the verdict and one for every word."""

    def __init__(self, folder: Path, difference: Difference) -> None:
        """Load the weights; takes seconds, most of them to import the library.

        Args:
            folder: The stock weights, as safetensors.
            difference: What to add to them, with the heads; must have been made for exactly these.

        Raises:
            WeightsError: The folder does not hold such weights, or the difference does not fit them.
        """
        hush()
        import torch  # noqa: PLC0415 - heavy: loads with the weights
        from safetensors import SafetensorError  # noqa: PLC0415
        from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

        from coach.content.reader_network import ReaderNetwork  # noqa: PLC0415

        self._torch = torch
        try:
            encoder = AutoModel.from_pretrained(str(folder), local_files_only=True, use_safetensors=True).float()
            self._tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise WeightsError(
                f"{folder} could not be loaded: {first_line(error)}.", "Install the program again."
            ) from error
        self._network = ReaderNetwork(encoder)
        self._add(difference)
        self._network.eval()
        self._lock = threading.Lock()
        self.name = difference.name
        self.fingerprint = difference.sha256

    def read(self, pairs: Sequence[Pair]) -> tuple[Reading, ...]:
        """Read pairs; see `Reader`."""
        readings: dict[int, Reading] = {}
        by_length = sorted(range(len(pairs)), key=lambda place: len(pairs[place].words))
        for at in range(0, len(by_length), BATCH):
            batch = by_length[at : at + BATCH]
            with self._lock:
                readings.update(zip(batch, self._read_batch([pairs[place] for place in batch]), strict=True))
        return tuple(readings[place] for place in range(len(pairs)))

    def _read_batch(self, pairs: Sequence[Pair]) -> list[Reading]:
        answers = [encodable(" ".join(pair.words)) for pair in pairs]
        tokens = self._tokenizer(
            [encodable(pair.claim) for pair in pairs],
            answers,
            truncation="longest_first",
            max_length=MOST_TOKENS,
            padding=True,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        offsets = tokens.pop("offset_mapping").numpy()
        with self._torch.inference_mode():
            verdicts, tags = self._network(dict(tokens))
            chances = self._torch.softmax(verdicts, dim=-1).numpy()
            tagged = self._torch.softmax(tags, dim=-1).numpy()
        readings = []
        for row, answer in enumerate(answers):
            said = np.array([part == 1 for part in tokens.sequence_ids(row)])
            words = each_word(answer.split(" "), tagged[row][said], offsets[row][said][:, 0])
            readings.append(Reading(chances[row], *words))
        return readings

    def _add(self, difference: Difference) -> None:
        weights = dict(self._network.named_parameters())
        changes = {f"encoder.{key}": (values, True) for key, values in difference.encoder.items()}
        heads = {key for key in weights if not key.startswith("encoder.")}
        if set(difference.heads) != heads:
            raise WeightsError(
                f"{difference.name} does not fit these weights: its heads are not the reader's.",
                "Install the program again.",
            )
        changes |= {key: (values, False) for key, values in difference.heads.items()}
        for key, (values, add) in changes.items():
            weight = weights.get(key)
            if weight is None or tuple(weight.shape) != values.shape:
                raise WeightsError(
                    f"{difference.name} does not fit these weights: {key} is missing or of another shape.",
                    "Install the program again.",
                )
            with self._torch.no_grad():
                given = self._torch.from_numpy(values)
                weight.add_(given) if add else weight.copy_(given)
