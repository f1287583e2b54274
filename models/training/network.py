"""The reader while it is trained: the stock encoder with two heads, its tokenizer, and what of it is kept."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from data import Example
from safetensors.torch import load, save
from transformers import AutoModel, AutoTokenizer

from coach.content.transformer_reader import ReaderNetwork, TransformerReader
from coach.whole_files import replace_whole

LONGEST = 288
"""Tokens of a pair in training; only the answer is cut."""

EVEN_LENGTH = 16
"""Tokens to whose multiples a batch is padded: fewer shapes, for each of which the library makes kernels anew."""

FROZEN = "word_embeddings"
"""The part of the encoder that isn't trained."""


def build(base: Path) -> tuple[ReaderNetwork, Any]:
    """Put fresh heads on the stock weights; return the network and its tokenizer.

    Nothing is dropped within attention: it takes half of the time of long pairs on a processor.
    """
    encoder = AutoModel.from_pretrained(str(base), local_files_only=True, attention_probs_dropout_prob=0.0)
    return ReaderNetwork(encoder), AutoTokenizer.from_pretrained(str(base), local_files_only=True)


def encode(tokenizer: Any, examples: Sequence[Example]) -> tuple[dict[str, torch.Tensor], torch.Tensor, torch.Tensor]:
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


def keep(network: torch.nn.Module, path: Path) -> None:
    """Write what was trained, in half precision, whole or not at all."""
    kept = {key: value.half().contiguous() for key, value in network.state_dict().items() if FROZEN not in key}
    replace_whole(path, save(kept))


def resume(network: torch.nn.Module, path: Path) -> str:
    """Load weights that `keep` wrote; return their SHA-256."""
    content = path.read_bytes()
    network.load_state_dict({key: value.float() for key, value in load(content).items()}, strict=False)
    return hashlib.sha256(content).hexdigest()


def checkpoint_reader(base: Path, path: Path) -> TransformerReader:
    """Return a reader of weights that `keep` wrote, so that they are tried within the judge before they are shipped."""
    network, tokenizer = build(base)
    return TransformerReader(network, tokenizer, path.stem, resume(network, path))
