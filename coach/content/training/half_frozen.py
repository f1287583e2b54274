"""An encoder whose lower layers stay as they are and are run once a text, while its upper layers learn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from coach.content.plain_words import plain_text
from coach.content.word_weights import WordWeights

LONGEST = 96
"""Pieces of the longest text; what is longer is cut off."""

BUCKETS = 4
"""Parts of a batch, by length, that go through the trained layers one after another."""

BATCH = 64
"""Texts that go through the lower layers at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Lower:
    """A text as the frozen layers leave it."""

    hidden: Tensor
    """Shape (pieces, d), 16-bit floats."""
    word_of_piece: Tensor
    """The word that each piece belongs to, shape (pieces,); -1 for the marks at either end."""
    words: tuple[str, ...]
    """Its plain words."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Several texts as the whole encoder sees them."""

    wholes: Tensor
    """Unit vectors, shape (texts, d)."""
    words: Tensor
    """Unit vectors of the words, shape (texts, most words, d)."""
    weights: Tensor
    """How telling each word is, shape (texts, most words); 0 beyond a text's last word."""


class HalfFrozenEncoder:
    """A BERT of which only the last layers are trained."""

    def __init__(self, bert: Any, tokenizer: Any, trained_layers: int, weights: WordWeights) -> None:
        """Freeze everything but the last layers.

        Args:
            bert: A `transformers` BertModel.
            tokenizer: Its fast tokenizer.
            trained_layers: Layers at the end that are trained.
            weights: How telling each word is.
        """
        self.bert = bert.eval()
        for parameter in bert.parameters():
            parameter.requires_grad_(requires_grad=False)
        layers = bert.encoder.layer
        self._frozen, self._trained = layers[:-trained_layers], layers[-trained_layers:]
        first = len(layers) - trained_layers
        self.trained_keys = tuple(
            name
            for name, _ in bert.named_parameters()
            if any(name.startswith(f"encoder.layer.{at}.") for at in range(first, len(layers)))
        )
        self.parameters: list[nn.Parameter] = [
            parameter.requires_grad_(requires_grad=True) for layer in self._trained for parameter in layer.parameters()
        ]
        self._tokenizer = tokenizer
        self._weights = weights
        self._lower: dict[str, Lower] = {}

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode texts; gradients reach the trained layers."""
        self._run_frozen(texts)
        items = [self._lower[text] for text in texts]
        most_words = max(len(item.words) for item in items)
        by_length = sorted(range(len(items)), key=lambda at: len(items[at].word_of_piece))
        # Long and short texts apart: most of a mixed batch would be padding.
        size = -(-len(items) // BUCKETS)
        buckets = [by_length[at : at + size] for at in range(0, len(by_length), size)]
        parts = [self._encode([items[at] for at in bucket], most_words) for bucket in buckets]
        back = torch.tensor([at for bucket in buckets for at in bucket]).argsort()
        return Encoded(
            torch.cat([part.wholes for part in parts])[back],
            torch.cat([part.words for part in parts])[back],
            torch.cat([part.weights for part in parts])[back],
        )

    def _encode(self, items: Sequence[Lower], most_words: int) -> Encoded:
        pieces = max(len(item.word_of_piece) for item in items)
        hidden = torch.zeros(len(items), pieces, self.bert.config.hidden_size)
        present = torch.zeros(len(items), pieces)
        gather = torch.zeros(len(items), most_words, pieces)
        weights = torch.zeros(len(items), most_words)
        for row, item in enumerate(items):
            length = len(item.word_of_piece)
            hidden[row, :length] = item.hidden.float()
            present[row, :length] = 1.0
            real = item.word_of_piece >= 0
            gather[row, item.word_of_piece[real], torch.arange(length)[real]] = 1.0
            seen = int(item.word_of_piece.max()) + 1
            weights[row, :seen] = torch.from_numpy(self._weights.of(item.words[:seen]))
        hidden = self._run(self._trained, hidden, present)
        counts = gather.sum(dim=-1, keepdim=True)
        sums = gather @ hidden
        wholes = nn.functional.normalize(sums.sum(dim=1), dim=-1)
        return Encoded(wholes, nn.functional.normalize(sums / counts.clamp(min=1.0), dim=-1), weights)

    def _run_frozen(self, texts: Sequence[str]) -> None:
        new = sorted({text for text in texts if text not in self._lower}, key=lambda text: (len(text), text))
        for at in range(0, len(new), BATCH):
            batch = new[at : at + BATCH]
            plain = [plain_text(text) or "nothing" for text in batch]
            tokens = self._tokenizer(
                plain,
                padding=True,
                truncation=True,
                max_length=LONGEST,
                return_tensors="pt",
                return_offsets_mapping=True,
                return_special_tokens_mask=True,
            )
            present = tokens["attention_mask"].float()
            with torch.no_grad():
                hidden = self._run(self._frozen, self.bert.embeddings(input_ids=tokens["input_ids"]), present)
            for row, (text, words) in enumerate(zip(batch, plain, strict=True)):
                length = int(present[row].sum())
                ends = np.cumsum([len(word) + 1 for word in words.split(" ")])
                offsets = tokens["offset_mapping"][row, :length, 0].numpy()
                places = torch.from_numpy(np.searchsorted(ends, offsets, side="right"))
                places[tokens["special_tokens_mask"][row, :length] == 1] = -1
                self._lower[text] = Lower(hidden[row, :length].half(), places, tuple(words.split(" ")))

    @staticmethod
    def _run(layers: Any, hidden: Tensor, present: Tensor) -> Tensor:
        mask = (1.0 - present[:, None, None, :]) * -1e9
        for layer in layers:
            given = layer(hidden, mask)
            hidden = given[0] if isinstance(given, tuple) else given
        return hidden
