"""The reader that comes with the program: all-MiniLM-L6-v2 with our difference, run by CTranslate2 and numpy."""

import math
from collections.abc import Sequence

import numpy as np

from coach.content.bert import Bert, Tokens
from coach.content.bert_weights import BertWeights
from coach.content.decision import softmax
from coach.content.reader import Numbers, Pair, Reading, each_word
from coach.errors import WeightsError

MOST_TOKENS = 512
"""Tokens of a pair that the encoder takes."""

_HEADS = ("head.1.weight", "head.1.bias", "head.3.weight", "head.3.bias", "tag.weight", "tag.bias")
"""Parameters of the heads, as `coach.content.reader_network` names them."""

_erf = np.frompyfunc(math.erf, 1, 1)


class BertReader:
    """A cross-encoder with a head for the verdict and one for every word."""

    def __init__(self, weights: BertWeights, name: str, threads: int) -> None:
        """Load the weights.

        Args:
            weights: Made with a difference.
            name: What to call it.
            threads: Processor threads.

        Raises:
            WeightsError: They cannot be loaded, or the heads are not the reader's.
        """
        self._bert = Bert(weights, MOST_TOKENS, threads)
        heads = weights.heads
        if set(heads) != set(_HEADS):
            raise WeightsError(f"{name} cannot be used: its heads are not the reader's.", "Install the program again.")
        self._hidden, self._hidden_bias, self._verdict, self._verdict_bias, self._tag, self._tag_bias = (
            heads[key].T for key in _HEADS
        )
        self.name = name
        self.fingerprint = weights.key

    def read(self, pairs: Sequence[Pair]) -> tuple[Reading, ...]:
        """Read pairs; see `Reader`."""
        tokens = self._bert.tokens([(pair.claim, " ".join(pair.words)) for pair in pairs])
        readings = {
            place: self._reading(pairs[place], tokens[place], states) for place, states in self._bert.states(tokens)
        }
        return tuple(readings[place] for place in range(len(pairs)))

    def _reading(self, pair: Pair, tokens: Tokens, states: Numbers) -> Reading:
        """Let the heads read what the encoder made of a pair: the first token and the mean of all, and every token."""
        hidden = np.concatenate([states[0], states.mean(axis=0)]) @ self._hidden + self._hidden_bias
        gelu = 0.5 * hidden * (1.0 + _erf(hidden / math.sqrt(2.0)).astype(np.float32))
        chances = softmax(gelu @ self._verdict + self._verdict_bias).astype(np.float32)
        said = [at for at, text in enumerate(tokens.texts) if text == 1]
        tagged = softmax(states[said] @ self._tag + self._tag_bias)
        return Reading(chances, *each_word(pair.words, tagged, [tokens.offsets[at][0] for at in said]))
