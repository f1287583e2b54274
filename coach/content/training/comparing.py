"""The comparer as it is trained; `coach.content.comparer` runs the same computation without torch."""

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from coach.content.comparer import WHOLES_GAIN

WIDTH, HIDDEN = 96, 64
"""Dimensions in which words are compared, and of the last hidden layer."""

FIRST_BETA = 12.0
"""How sharply words attend to the likest words of the other side, before training."""


class ComparingNetwork(nn.Module):
    """Decomposable attention (Parikh et al. 2016, arXiv 1606.01933) over contextual word vectors."""

    def __init__(self, dimensions: int) -> None:
        """Start with random weights.

        Args:
            dimensions: Of the encoder's vectors.
        """
        super().__init__()
        self.proj = nn.Linear(dimensions, WIDTH, bias=False)
        self.cmp = nn.Linear(4 * WIDTH, WIDTH)
        self.h = nn.Linear(4 * WIDTH + 3, HIDDEN)
        self.out = nn.Linear(HIDDEN, 3)
        self.beta = nn.Parameter(torch.tensor(FIRST_BETA))
        self._gain = dimensions**0.5 / 4.0
        nn.init.orthogonal_(self.proj.weight)

    def forward(self, claim: Tensor, claim_weights: Tensor, said: Tensor, said_weights: Tensor, wholes: Tensor) -> Any:
        """Compare pairs of texts.

        Args:
            claim: Unit word vectors, shape (pairs, words, d).
            claim_weights: How telling each is, 0 for padding, shape (pairs, words).
            said: Unit word vectors, shape (pairs, other words, d).
            said_weights: How telling each is, 0 for padding, shape (pairs, other words).
            wholes: Cosine, share of the claim found, share of the passage found, shape (pairs, 3).

        Returns:
            Logits of otherwise, nothing and the same, shape (pairs, 3).
        """
        likeness = torch.einsum("pid,pjd->pij", claim, said)
        to_said = (self.beta * likeness).masked_fill(said_weights[:, None, :] == 0, -1e4).softmax(dim=-1)
        to_claim = (self.beta * likeness).masked_fill(claim_weights[:, :, None] == 0, -1e4).softmax(dim=1)
        claims, saids = self.proj(claim) * self._gain, self.proj(said) * self._gain
        pooled = torch.cat(
            [
                self._side(claims, to_said @ saids, claim_weights),
                self._side(saids, to_claim.transpose(1, 2) @ claims, said_weights),
                wholes * WHOLES_GAIN,
            ],
            dim=-1,
        )
        return self.out(nn.functional.relu(self.h(pooled)))

    def tensors(self) -> dict[str, np.ndarray[Any, np.dtype[np.float16]]]:
        """Its weights as 16-bit floats, as `coach.content.comparer` uses them."""
        return {
            key: np.atleast_1d(value.detach().numpy()).astype(np.float16) for key, value in self.state_dict().items()
        }

    def _side(self, words: Tensor, beside: Tensor, weights: Tensor) -> Tensor:
        features = torch.cat([words, beside, words - beside, words * beside], dim=-1)
        compared = nn.functional.relu(self.cmp(features))
        share = weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-6)
        mean = (compared * share[..., None]).sum(dim=1)
        return torch.cat([mean, (compared * (weights > 0).float()[..., None]).max(dim=1).values], dim=-1)
