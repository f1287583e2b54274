"""A small random BERT learns what it is trained for, in the same way each time."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.content.comparer import Comparer, Side
from coach.content.word_weights import EVEN

pytestmark = pytest.mark.weights

WORDS = "lasso ridge drives keeps weights to zero dense sparse model learns noise data nothing".split()


def a_small_bert(folder: Path) -> tuple[Any, Any]:
    import torch  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    tokenizer = BertTokenizerFast(vocab={word: at for at, word in enumerate(vocabulary)})
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=64,
        attn_implementation="eager",
    )
    return BertModel(config), tokenizer


def trained(folder: Path, steps: int) -> tuple[dict[str, Any], Any, Any]:
    from coach.content.training.finetune import Plan, finetune  # noqa: PLC0415
    from coach.content.training.half_frozen import HalfFrozenEncoder  # noqa: PLC0415
    from coach.content.training.pairs import Label, Pair  # noqa: PLC0415

    def draw(rng: random.Random) -> list[Pair]:
        return [
            Pair("lasso drives weights to zero", ("lasso sparse weights",), Label.SAME, "a"),
            Pair("lasso keeps weights dense", ("lasso sparse weights",), Label.OTHERWISE, "a"),
            Pair("ridge model data", ("lasso sparse weights",), Label.NOTHING, "a"),
            Pair("model learns noise", ("noise data",), Label.SAME, "b"),
        ]

    bert, tokenizer = a_small_bert(folder)
    before = {key: value.detach().clone() for key, value in bert.named_parameters()}
    encoder = HalfFrozenEncoder(bert, tokenizer, 1, EVEN)
    comparer = finetune(encoder, Plan(steps, 3, {"only": (1.0, draw)}), lambda _line: None)
    changed = {key: (value.detach() - before[key]).numpy() for key, value in bert.named_parameters() if key in before}
    return changed, encoder, comparer


def test_only_the_last_layer_changes_and_training_is_deterministic(tmp_path: Path) -> None:
    one, _, _ = trained(tmp_path, 5)
    two, _, _ = trained(tmp_path, 5)
    assert all(np.array_equal(one[key], two[key]) for key in one)
    moved = {key for key, value in one.items() if np.abs(value).max() > 0}
    assert moved
    assert all(key.startswith("encoder.layer.2.") for key in moved)


def test_what_was_said_becomes_nearer_than_its_opposite(tmp_path: Path) -> None:
    import torch  # noqa: PLC0415

    _, encoder, _ = trained(tmp_path, 60)
    with torch.no_grad():
        wholes = encoder.encode(
            ["lasso drives weights to zero", "lasso keeps weights dense", "lasso sparse weights"]
        ).wholes.numpy()
    assert wholes[0] @ wholes[2] > wholes[1] @ wholes[2]


def test_the_comparer_without_torch_gives_what_it_gave_in_training(tmp_path: Path) -> None:
    import torch  # noqa: PLC0415

    _, encoder, network = trained(tmp_path, 5)
    texts = ["lasso sparse weights", "lasso drives weights to zero"]
    with torch.no_grad():
        encoded = encoder.encode(texts)
        likeness = torch.einsum("pid,pjd->pij", encoded.words[0:1], encoded.words[1:2])[:, :3, :5]
        wholes = torch.stack(
            [
                (encoded.wholes[0] * encoded.wholes[1]).sum(),
                likeness.max(dim=2).values.mean(),
                likeness.max(dim=1).values.mean(),
            ]
        )[None]
        expected = network(
            encoded.words[0:1, :3], encoded.weights[0:1, :3], encoded.words[1:2, :5], encoded.weights[1:2, :5], wholes
        ).softmax(dim=-1)
    comparer = Comparer({key: value.astype(np.float32) for key, value in network.tensors().items()})

    def side(row: int, length: int) -> Side:
        words = encoded.words[row, :length].numpy()
        return Side(words, comparer.project(words), encoded.weights[row, :length].numpy(), encoded.wholes[row].numpy())

    assert np.allclose(comparer.compare([side(0, 3)], [side(1, 5)])[0], expected.numpy(), atol=2e-3)
