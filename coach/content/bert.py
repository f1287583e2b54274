"""The encoders that come with the program, a BERT and an MPNet, run by CTranslate2: an embedder and a reader."""

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coach.content.bert_weights import TOKENIZER, BertWeights
from coach.content.decision import softmax
from coach.content.encoder import Vectors
from coach.content.load_model import encodable, first_line
from coach.content.reader import Entailment, Numbers, Pair, each_word
from coach.errors import WeightsError

MULTIPLIED_AS = {"float16": "float32", "int8": "int8_float32"}
"""CTranslate2's name of the type that matrices are multiplied in, by the one that they are kept in; 32-bit floats come
out."""

FIRST_PLACE = 2
"""The number of the first token's place in an MPNet: it counts on from the number of padding, which is 1."""

TOKENS_AT_ONCE = 1_000
"""Tokens that are run at once, padding counted; twice as many are 5 % quicker and take 35 MB more."""

EMBEDDED_TOKENS = 256
"""Tokens that are looked at: `max_seq_length` of all-MiniLM-L6-v2, in its `sentence_bert_config.json`."""

READ_TOKENS = 512
"""Tokens of a pair that the encoder takes."""

_HEADS = ("head.1.weight", "head.1.bias", "head.3.weight", "head.3.bias", "tag.weight", "tag.bias")
"""Parameters of the heads, as `coach.content.transformer_reader` names them."""

_erf = np.frompyfunc(math.erf, 1, 1)


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
                str(weights.folder), device="cpu", compute_type=MULTIPLIED_AS[weights.kept_as], intra_threads=threads
            )
        except Exception as error:  # each library raises errors of its own about what it cannot use
            raise WeightsError(
                f"The judge could not be loaded: {first_line(error)}.", "Install the program again."
            ) from error
        self._counted = weights.counted
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
            kinds[row, : lengths[row]] = self._kinds(each)
        output = self._encoder.forward_batch(self._view(ids), self._view(lengths), kinds.tolist())
        return np.array(output.last_hidden_state, dtype=np.float32)

    def _kinds(self, tokens: Tokens) -> Sequence[int]:
        """Return by what else than itself each token is embedded."""
        return range(FIRST_PLACE, FIRST_PLACE + len(tokens.ids)) if self._counted else tokens.kinds


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of texts that are run together: of about the same length, and not too many tokens."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


class BertEmbedder:
    """The mean of an encoder's vectors, of length 1."""

    def __init__(self, weights: BertWeights, name: str, threads: int) -> None:
        """Load the weights.

        Args:
            weights: Of a model whose pooling is the mean of all tokens.
            name: What to call it.
            threads: Processor threads.

        Raises:
            WeightsError: They cannot be loaded.
        """
        self._bert = Bert(weights, EMBEDDED_TOKENS, threads)
        self.name = name
        self.fingerprint = weights.key

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see `Embedder`."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        by_place = {place: states.mean(axis=0) for place, states in self._bert.states(self._bert.tokens(texts))}
        means = np.stack([by_place[place] for place in range(len(texts))])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


class BertReader:
    """A cross-encoder with a head for the verdict and one for every word."""

    def __init__(self, weights: BertWeights, name: str, threads: int) -> None:
        """Load the weights.

        Args:
            weights: Made with a delta.
            name: What to call it.
            threads: Processor threads.

        Raises:
            WeightsError: They cannot be loaded, or the heads are not the reader's.
        """
        self._bert = Bert(weights, READ_TOKENS, threads)
        heads = weights.heads
        if set(heads) != set(_HEADS):
            raise WeightsError(f"{name} cannot be used: its heads are not the reader's.", "Install the program again.")
        self._hidden, self._hidden_bias, self._verdict, self._verdict_bias, self._tag, self._tag_bias = (
            heads[key].T for key in _HEADS
        )
        self.name = name
        self.fingerprint = weights.key

    def read(self, pairs: Sequence[Pair]) -> tuple[Entailment, ...]:
        """Read pairs; see `Reader`."""
        tokens = self._bert.tokens([(pair.claim, " ".join(pair.words)) for pair in pairs])
        entailments = {
            place: self._entailment(pairs[place], tokens[place], states) for place, states in self._bert.states(tokens)
        }
        return tuple(entailments[place] for place in range(len(pairs)))

    def _entailment(self, pair: Pair, tokens: Tokens, states: Numbers) -> Entailment:
        """Let the heads read what the encoder made of a pair: the first token and the mean of all, and every token."""
        hidden = np.concatenate([states[0], states.mean(axis=0)]) @ self._hidden + self._hidden_bias
        # GELU as Hendrycks and Gimpel (2016) define it, the same that the head was trained with.
        gelu = 0.5 * hidden * (1.0 + _erf(hidden / math.sqrt(2.0)).astype(np.float32))
        chances = softmax(gelu @ self._verdict + self._verdict_bias).astype(np.float32)
        said = [at for at, text in enumerate(tokens.texts) if text == 1]
        tagged = softmax(states[said] @ self._tag + self._tag_bias)
        return Entailment(chances, *each_word(pair.words, tagged, [tokens.offsets[at][0] for at in said]))
