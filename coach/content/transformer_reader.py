"""The reader that comes with the program as it was trained: the network in torch, and a reader that runs it.

Training builds its network here, and the reader in use, which runs without torch, is compared with this one. Importing
this module imports torch, for seconds.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from coach.content.bert import READ_TOKENS
from coach.content.delta import Delta
from coach.content.load_model import encodable, first_line, hush
from coach.content.reader import Entailment, Pair, each_word
from coach.errors import WeightsError

BATCH = 16
"""Pairs that are read at once; more gain nothing on a processor."""

VERDICTS = 4
"""Verdicts that the head tells apart: covered, missed, contradicted, partly, as in `coach.content.reader`."""

TAGS = 3
"""What a token does to the key point: nothing, support it, contradict it."""

DROPOUT = 0.1
"""Share of the head's inputs that are dropped in training."""


class ReaderNetwork(nn.Module):
    """A cross-encoder over `[CLS] key point [SEP] answer [SEP]`."""

    def __init__(self, encoder: Any) -> None:
        """Put the two heads on an encoder.

        Args:
            encoder: A BERT or MPNet model of transformers; its layers are used as they are.
        """
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.head = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, VERDICTS)
        )
        self.tag = nn.Linear(width, TAGS)

    def forward(self, tokens: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Read a batch of pairs.

        Args:
            tokens: What the tokenizer gives for the pairs, each of shape (pairs, tokens).

        Returns:
            Logits of the verdicts, shape (pairs, `VERDICTS`), from the first token and the mean of all; and of the
            tags, shape (pairs, tokens, `TAGS`).
        """
        states = self.encoder(**tokens).last_hidden_state
        mask = tokens["attention_mask"].unsqueeze(-1)
        mean = (states * mask).sum(1) / mask.sum(1)
        return self.head(torch.cat([states[:, 0], mean], dim=-1).float()), self.tag(states.float())


class TransformerReader:
    """A cross-encoder with a head for the verdict and one for every word."""

    def __init__(self, network: ReaderNetwork, tokenizer: Any, name: str, fingerprint: str) -> None:
        """Put a reader together.

        Args:
            network: With the weights in it.
            tokenizer: Of transformers, the network's.
            name: The weights.
            fingerprint: Changes with them.
        """
        self._network = network.eval()
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self.name = name
        self.fingerprint = fingerprint

    def read(self, pairs: Sequence[Pair]) -> tuple[Entailment, ...]:
        """Read pairs; see `Reader`."""
        entailments: dict[int, Entailment] = {}
        by_length = sorted(range(len(pairs)), key=lambda place: len(pairs[place].words))
        for at in range(0, len(by_length), BATCH):
            batch = by_length[at : at + BATCH]
            with self._lock:
                entailments.update(zip(batch, self._read_batch([pairs[place] for place in batch]), strict=True))
        return tuple(entailments[place] for place in range(len(pairs)))

    def _read_batch(self, pairs: Sequence[Pair]) -> list[Entailment]:
        answers = [encodable(" ".join(pair.words)) for pair in pairs]
        tokens = self._tokenizer(
            [encodable(pair.claim) for pair in pairs],
            answers,
            truncation="longest_first",
            max_length=READ_TOKENS,
            padding=True,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        offsets = tokens.pop("offset_mapping").numpy()
        with torch.inference_mode():
            verdicts, tags = self._network(dict(tokens))
            chances = torch.softmax(verdicts, dim=-1).numpy()
            tagged = torch.softmax(tags, dim=-1).numpy()
        entailments = []
        for row, answer in enumerate(answers):
            said = np.array([part == 1 for part in tokens.sequence_ids(row)])
            words = each_word(answer.split(" "), tagged[row][said], offsets[row][said][:, 0])
            entailments.append(Entailment(chances[row], *words))
        return entailments


def load_transformer_reader(folder: Path, delta: Delta) -> TransformerReader:
    """Load the weights; takes seconds, most of them to import the library.

    Args:
        folder: The stock weights, as safetensors.
        delta: What to add to them, with the heads; must have been made for exactly these.

    Raises:
        WeightsError: The folder does not hold such weights, or the delta does not fit them.
    """
    hush()
    from safetensors import SafetensorError  # noqa: PLC0415
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415 - heavy: only after `hush`

    try:
        encoder = AutoModel.from_pretrained(str(folder), local_files_only=True, use_safetensors=True).float()
        tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise WeightsError(
            f"{folder} could not be loaded: {first_line(error)}.", "Install the program again."
        ) from error
    network = ReaderNetwork(encoder)
    _add(network, delta)
    return TransformerReader(network, tokenizer, delta.name, delta.sha256)


def _add(network: ReaderNetwork, delta: Delta) -> None:
    weights = dict(network.named_parameters())
    changes = {f"encoder.{key}": (values, True) for key, values in delta.encoder.items()}
    heads = {key for key in weights if not key.startswith("encoder.")}
    if set(delta.heads) != heads:
        raise WeightsError(
            f"{delta.name} does not fit these weights: its heads are not the reader's.",
            "Install the program again.",
        )
    changes |= {key: (values, False) for key, values in delta.heads.items()}
    for key, (values, add) in changes.items():
        weight = weights.get(key)
        if weight is None or tuple(weight.shape) != values.shape:
            raise WeightsError(
                f"{delta.name} does not fit these weights: {key} is missing or of another shape.",
                "Install the program again.",
            )
        with torch.no_grad():
            given = torch.from_numpy(values)
            weight.add_(given) if add else weight.copy_(given)
