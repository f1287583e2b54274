"""The network that reads a claim and an answer together: an encoder, a head for the verdict, one for every token."""

from typing import Any

import torch
from torch import Tensor, nn

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
            encoder: A BERT model of transformers; its layers are used as they are.
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
