import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.content.second_vote import CONTRADICTION, ENTAILMENT, NEUTRAL, CrossEncoderVote
from coach.errors import WeightsError

pytestmark = pytest.mark.weights

INFERENCE = {"0": "CONTRADICTION", "1": "Entailment", "2": "neutral"}
ODDS = (0.5, 0.3, 0.2)
"""Probabilities of the three places, whatever is asked, once a model is made deaf."""

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of two layers that tells three classes apart."""
    import torch  # noqa: PLC0415
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("nli")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "lasso", "is", "not", "sparse", "."]
    BertTokenizerFast(vocab={word: at for at, word in enumerate(words)}).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=3,
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return changed(folder, lambda table: table.update(id2label=INFERENCE, label2id={}))


def changed(folder: Path, edit: Edit) -> Path:
    """Change a model's configuration."""
    table = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    edit(table)
    (folder / "config.json").write_text(json.dumps(table), encoding="utf-8")
    return folder


def deaf(folder: Path, bits: int = 32) -> Path:
    """Let a model answer with the same odds whatever is asked."""
    import torch  # noqa: PLC0415
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    tensors = load_file(folder / "model.safetensors")
    tensors["classifier.weight"] = torch.zeros_like(tensors["classifier.weight"])
    tensors["classifier.bias"] = torch.log(torch.tensor(ODDS))
    if bits == 16:
        tensors = {key: value.half() for key, value in tensors.items()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


@pytest.fixture
def model(small_model: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(small_model, tmp_path / "model"))


def test_votes_come_as_entailment_neutral_contradiction_whatever_the_order_of_the_model(model: Path) -> None:
    votes = CrossEncoderVote(deaf(model), "small").votes([("lasso is sparse", "lasso is not sparse")])
    assert votes.dtype == np.float32
    assert votes[0, [CONTRADICTION, ENTAILMENT, NEUTRAL]].tolist() == pytest.approx(ODDS, abs=1e-5)
    changed(model, lambda table: table.update(id2label={"0": "neutral", "1": "contradiction", "2": "entailment"}))
    votes = CrossEncoderVote(model, "small").votes([("lasso is sparse", "lasso is not sparse")])
    assert votes[0, [NEUTRAL, CONTRADICTION, ENTAILMENT]].tolist() == pytest.approx(ODDS, abs=1e-5)


def test_weights_of_16_bits_vote_like_those_of_32(model: Path) -> None:
    changed(deaf(model, bits=16), lambda table: table.update(dtype="float16"))
    assert CrossEncoderVote(model, "small").votes([("lasso", "sparse")])[0] == pytest.approx([0.3, 0.2, 0.5], abs=1e-3)


def test_an_activation_that_the_configuration_asks_for_changes_nothing(model: Path) -> None:
    sigmoid = {"activation_fn": "torch.nn.modules.activation.Sigmoid"}
    changed(deaf(model), lambda table: table.update(sentence_transformers=sigmoid))
    assert CrossEncoderVote(model, "small").votes([("lasso", "sparse")])[0] == pytest.approx([0.3, 0.2, 0.5], abs=1e-5)


def test_each_pair_gets_the_vote_that_it_gets_alone_in_the_order_given(model: Path) -> None:
    vote = CrossEncoderVote(model, "small")
    pairs = [("lasso is sparse " * at, "lasso is not sparse" if at % 2 else "lasso") for at in range(1, 40)]
    together = vote.votes(pairs)
    alone = np.vstack([vote.votes([pair]) for pair in pairs])
    assert np.abs(together - alone).max() < 1e-4
    assert np.ptp(together, axis=0).max() > 0.01
    assert vote.votes([]).shape == (0, 3)


def test_what_is_said_first_and_what_is_claimed_are_not_the_same_to_it(model: Path) -> None:
    vote = CrossEncoderVote(model, "small")
    one, other = vote.votes([("lasso is sparse", "not"), ("not", "lasso is sparse")])
    assert np.abs(one - other).max() > 1e-3


@pytest.mark.parametrize("text", ["", " ", "lasso is sparse " * 1000, "\U0001f642 稀疏 \ud800", "[SEP] [CLS]"])
def test_any_text_is_judged(model: Path, text: str) -> None:
    votes = CrossEncoderVote(model, "small").votes([(text, "lasso is sparse"), ("lasso is sparse", text)])
    assert votes.shape == (2, 3)
    assert votes.sum(axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)


def test_nothing_is_printed_while_it_loads_and_votes(model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    CrossEncoderVote(model, "small").votes([("lasso", "sparse")])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ({"0": "good", "1": "bad", "2": "so-so"}, "names these classes: bad, good, so-so"),
        ({"0": "entailment", "1": "not_entailment"}, "names these classes: entailment, not_entailment"),
        ({"0": "entailment", "1": "neutral", "2": "contradiction", "3": "other"}, "entailment, neutral, other"),
        ({"1": "entailment", "2": "neutral", "3": "contradiction"}, "names these classes"),
        ({}, "names these classes: none"),
        ({"a": "entailment"}, "does not say which classes"),
        (None, "does not say which classes"),
    ],
)
def test_a_model_for_something_else_is_refused(model: Path, classes: dict[str, str] | None, said: str) -> None:
    changed(model, lambda table: table.update(id2label=classes))
    with pytest.raises(WeightsError, match=said) as caught:
        CrossEncoderVote(model, "other")
    assert str(model / "config.json") in caught.value.message


def test_pickled_weights_are_not_loaded(model: Path) -> None:
    (model / "model.safetensors").rename(model / "pytorch_model.bin")
    with pytest.raises(WeightsError, match="could not be loaded as a CrossEncoder"):
        CrossEncoderVote(model, "small")


def test_a_damaged_file_is_an_error_in_one_line(model: Path) -> None:
    (model / "model.safetensors").write_bytes((model / "model.safetensors").read_bytes()[:500])
    with pytest.raises(WeightsError, match="could not be loaded as a CrossEncoder") as caught:
        CrossEncoderVote(model, "small")
    assert "\n" not in caught.value.message
    (model / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(WeightsError, match="does not say which classes"):
        CrossEncoderVote(model, "small")
