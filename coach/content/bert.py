"""A BERT encoder run by CTranslate2: texts or pairs of texts to one vector a token."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coach.content.bert_weights import TOKENIZER, BertWeights
from coach.content.quiet_loading import encodable, first_line
from coach.content.reader import Numbers
from coach.errors import WeightsError

MULTIPLIED_AS = "float32"
"""CTranslate2's name of the type that matrices are multiplied in, and that comes out."""

TOKENS_AT_ONCE = 1_000
"""Tokens that are run at once, padding counted; twice as many are 5 % quicker and take 35 MB more."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """A text, or a pair of them, as the encoder takes it."""

    ids: Sequence[int]
    """Of each token in the vocabulary; no padding."""
    kinds: Sequence[int]
    """Of each token: 0 in the first text, 1 in the second."""
    texts: Sequence[int | None]
    """Which text each token belongs to; None for those that mark begin and end."""
    offsets: Sequence[tuple[int, int]]
    """Where each token begins and ends in its text, in characters."""


class Bert:
    """An encoder with its tokenizer; safe to use from several threads."""

    def __init__(self, weights: BertWeights, most_tokens: int, threads: int) -> None:
        """Load the weights.

        Args:
            weights: From `keep_bert`.
            most_tokens: Tokens beyond which the longer of the texts is cut.
            threads: Processor threads.

        Raises:
            WeightsError: They cannot be loaded.
        """
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import ctranslate2  # noqa: PLC0415 - heavy: loads with the weights
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            self._tokenizer: Any = Tokenizer.from_file(str(weights.folder / TOKENIZER))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(most_tokens, strategy="longest_first")
            self._encoder: Any = ctranslate2.Encoder(
                str(weights.folder), device="cpu", compute_type=MULTIPLIED_AS, intra_threads=threads
            )
        except Exception as error:  # each library raises errors of its own about what it cannot use
            raise WeightsError(
                f"The judge could not be loaded: {first_line(error)}.", "Install the program again."
            ) from error
        self._view = ctranslate2.StorageView.from_array

    def tokens(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> list[Tokens]:
        """Cut texts into tokens; half a character is read as a question mark."""
        plain = [encodable(each) if isinstance(each, str) else tuple(map(encodable, each)) for each in texts]
        return [
            Tokens(each.ids, each.type_ids, each.sequence_ids, each.offsets)
            for each in self._tokenizer.encode_batch(plain)
        ]

    def states(self, tokens: Sequence[Tokens]) -> Iterator[tuple[int, Numbers]]:
        """Run the encoder, a batch at a time: what comes of a token takes a thousand times its room.

        Args:
            tokens: In any order and of any lengths; those of about the same length are run together.

        Yields:
            The place of each, by length, and its vectors, one a token, shape (tokens, d).
        """
        for places in batches([len(each.ids) for each in tokens]):
            states = self._run([tokens[place] for place in places])
            for row, place in enumerate(places):
                yield place, states[row, : len(tokens[place].ids)]

    def _run(self, tokens: Sequence[Tokens]) -> Numbers:
        lengths = np.array([len(each.ids) for each in tokens], dtype=np.int32)
        ids = np.zeros((len(tokens), lengths.max()), dtype=np.int32)
        kinds = np.zeros_like(ids)
        for row, each in enumerate(tokens):
            ids[row, : lengths[row]] = each.ids
            kinds[row, : lengths[row]] = each.kinds
        output = self._encoder.forward_batch(self._view(ids), self._view(lengths), kinds.tolist())
        return np.array(output.last_hidden_state, dtype=np.float32)


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Give the places of texts that are run together: of about the same length, and not too many tokens."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
