"""The embedder that comes with the program: all-MiniLM-L6-v2, run by CTranslate2."""

from collections.abc import Sequence

import numpy as np

from coach.content.bert import Bert
from coach.content.bert_weights import BertWeights
from coach.content.embedder import Vectors

MOST_TOKENS = 256
"""Tokens that are looked at: `max_seq_length` of all-MiniLM-L6-v2, in its `sentence_bert_config.json`."""


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
        self._bert = Bert(weights, MOST_TOKENS, threads)
        self.name = name
        self.fingerprint = weights.key

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see `Embedder`."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        by_place = {place: states.mean(axis=0) for place, states in self._bert.states(self._bert.tokens(texts))}
        means = np.stack([by_place[place] for place in range(len(texts))])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)
