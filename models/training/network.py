"""The reader while it is trained: the stock encoder with two heads, its tokenizer, and what of it is kept.

The stock matrices stay as they are. What is learned of each is a product of a tall and a wide matrix (Hu et al. 2021,
"LoRA: Low-Rank Adaptation of Large Language Models"), which is small enough to be shipped.
"""

import hashlib
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from data import Example
from safetensors.torch import load, save
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from coach.content.delta import ADDED, HEADS, TALL, WIDE
from coach.content.transformer_reader import ReaderNetwork, TransformerReader
from coach.weights.catalogue import shipped_catalogue
from coach.weights.packages import join_weight
from coach.whole_files import replace_whole

RANK = 32
"""Rows of the wide matrices, and columns of the tall ones."""

LONGEST = 288
"""Tokens of a pair in training; only the answer is cut."""

EVEN_LENGTH = 16
"""Tokens to whose multiples a batch is padded: fewer shapes, for each of which the library makes kernels anew."""

HIDDEN_DROPOUT = 0.05
"""Share of the layers' outputs that are dropped in training. Nothing is dropped within attention: it takes half of the
time of long pairs on a processor."""


ENCODER = "encoder."
"""What the names of the encoder's parameters begin with in the network."""


class LowRank(nn.Module):
    """A stock matrix, and what is learned of it."""

    def __init__(self, stock: nn.Linear) -> None:
        """Begin with nothing learned; the stock matrix is held as 16-bit floats, as it is multiplied anyway."""
        super().__init__()
        self.stock = stock.to(torch.bfloat16).requires_grad_(requires_grad=False)
        self.tall = nn.Parameter(torch.zeros(stock.out_features, RANK))
        self.wide = nn.Parameter(torch.empty(RANK, stock.in_features))
        nn.init.kaiming_uniform_(self.wide, a=math.sqrt(5))

    def forward(self, states: Tensor) -> Tensor:
        """Multiply."""
        learned = nn.functional.linear(nn.functional.linear(states, self.wide), self.tall)
        return self.stock(states) + learned


@contextmanager
def stock_weights() -> Iterator[Path]:
    """Put the reader's stock weights together, for a while."""
    with TemporaryDirectory() as work:
        yield join_weight(shipped_catalogue().reader_base, Path(work), print)


def build(base: Path) -> tuple[ReaderNetwork, Any]:
    """Put fresh heads on the stock weights, an MPNet, and make what is learned of it; return network and tokenizer."""
    encoder = AutoModel.from_pretrained(
        str(base), local_files_only=True, attention_probs_dropout_prob=0.0, hidden_dropout_prob=HIDDEN_DROPOUT
    )
    encoder.requires_grad_(requires_grad=False)
    for layer in encoder.encoder.layer:
        within = [(layer.attention.attn, name) for name in "qkvo"]
        for module, name in (*within, (layer.intermediate, "dense"), (layer.output, "dense")):
            setattr(module, name, LowRank(getattr(module, name)))
        layer.attention.LayerNorm.requires_grad_(requires_grad=True)
        layer.output.LayerNorm.requires_grad_(requires_grad=True)
    return ReaderNetwork(encoder), AutoTokenizer.from_pretrained(str(base), local_files_only=True)


def encode(tokenizer: Any, examples: Sequence[Example]) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """Tokenize examples; return the tokens, the verdicts (n,) and the tag of each token (n, tokens), -100 for none."""
    tokens = tokenizer(
        [each.point for each in examples],
        [each.answer for each in examples],
        truncation="only_second",
        max_length=LONGEST,
        padding=True,
        pad_to_multiple_of=EVEN_LENGTH,
        return_tensors="pt",
        return_offsets_mapping=True,
    )
    offsets = tokens.pop("offset_mapping").tolist()
    tags = torch.full(tokens["input_ids"].shape, -100)
    for row, example in enumerate(examples):
        if example.spans is None:
            continue
        for at, part in enumerate(tokens.sequence_ids(row)):
            start, end = offsets[row][at]
            if part == 1 and end > start:
                tags[row, at] = next((tag for first, last, tag in example.spans if first <= start < last), 0)
    return dict(tokens), torch.tensor([each.verdict for each in examples]), tags


def learned(network: nn.Module) -> dict[str, nn.Parameter]:
    """Return what is trained, by name."""
    return {name: value for name, value in network.named_parameters() if value.requires_grad}


def keep(network: nn.Module, path: Path) -> None:
    """Write what was trained, in half precision, whole or not at all."""
    replace_whole(path, save({name: value.detach().half().contiguous() for name, value in learned(network).items()}))


def resume(network: nn.Module, path: Path) -> str:
    """Load weights that `keep` wrote, or that are shipped, into a network as `build` left it; return their SHA-256."""
    content = path.read_bytes()
    into = learned(network)
    trained = dict(_by_parameter(load(content), into))
    if trained.keys() != into.keys():
        raise ValueError(f"{path} was not written for this network")
    network.load_state_dict(trained, strict=False)
    return hashlib.sha256(content).hexdigest()


def _by_parameter(stored: dict[str, Tensor], into: dict[str, nn.Parameter]) -> Iterator[tuple[str, Tensor]]:
    """Name what a file holds as the network does: see `coach.content.delta` for the names in shipped files."""
    for key, value in stored.items():
        kind, mark, name = key.partition("|")
        if not mark:
            yield key, value.float()
        elif kind + mark == ADDED:
            yield ENCODER + name, into[ENCODER + name].detach() + value.float()
        elif kind + mark == HEADS:
            yield name, value.float()
        else:
            factor = {TALL: "tall", WIDE: "wide"}[kind + mark]
            yield f"{ENCODER}{name.removesuffix('.weight')}.{factor}", value.float()


def checkpoint_reader(path: Path) -> TransformerReader:
    """Return a reader of weights that `keep` wrote, so that they are tried within the judge before they are shipped."""
    with stock_weights() as base:
        network, tokenizer = build(base)
    sha256 = resume(network, path)
    return TransformerReader(network.float(), tokenizer, path.stem, sha256)
