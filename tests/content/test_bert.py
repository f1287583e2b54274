from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file
from small_encoder import HEADS, VOCABULARY, answer, delta, farthest, random_heads, read_by_ctranslate2

from coach.content.bert import TOKENS_AT_ONCE, BertEmbedder, BertReader, batches
from coach.content.bert_weights import Recipe, keep_bert
from coach.content.delta import Delta
from coach.content.transformer_reader import load_transformer_reader
from coach.errors import WeightsError


@given(st.lists(st.integers(min_value=2, max_value=512), max_size=60))
def test_each_text_is_run_once_beside_others_of_its_length_and_no_more_than_fit(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) * max(lengths[place] for place in batch) <= TOKENS_AT_ONCE
    by_length = [lengths[place] for batch in found for place in batch]
    assert by_length == sorted(by_length)


TEXTS = ["lasso drives weights to zero", "dense", "", "half \ud800", "🙂", "lasso " * 2000]


def recipe(stock: Path) -> Recipe:
    return Recipe("small", "small", {}, lambda _work: stock)


def embedder(stock: Path, folder: Path) -> BertEmbedder:
    return BertEmbedder(keep_bert(recipe(stock), folder, print), "small", 1)


def test_vectors_are_the_normed_means_that_torch_gives(small_encoder: Path, tmp_path: Path) -> None:
    import torch  # noqa: PLC0415
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

    tokenizer, network = AutoTokenizer.from_pretrained(small_encoder), AutoModel.from_pretrained(small_encoder).eval()
    ours = embedder(small_encoder, tmp_path).embed(TEXTS)
    for text, vector in zip(TEXTS, ours, strict=True):
        plain = text.replace("\ud800", "?")
        with torch.inference_mode():
            states = network(**tokenizer(plain, truncation=True, max_length=256, return_tensors="pt"))
        mean = states.last_hidden_state[0].mean(dim=0).numpy()
        assert float(vector @ mean / np.linalg.norm(mean)) == pytest.approx(1.0, abs=1e-4)


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours(small_encoder: Path, tmp_path: Path) -> None:
    ours = embedder(small_encoder, tmp_path)
    vectors = ours.embed(TEXTS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    alone = np.concatenate([ours.embed([text]) for text in TEXTS])
    assert np.abs(vectors - alone).max() < 1e-5
    assert ours.embed([]).shape[0] == 0


def test_it_is_known_by_its_weights(small_encoder: Path, tmp_path: Path) -> None:
    ours = embedder(small_encoder, tmp_path)
    assert (ours.name, ours.fingerprint) == ("small", keep_bert(recipe(small_encoder), tmp_path, print).key)


SAME = 0.01
"""Probabilities may differ by so much from those that torch gives; the weights are kept as 16-bit floats, and random
ones are larger than trained ones."""


def random_delta(stock: Path) -> Delta:
    rng = np.random.default_rng(3)
    names = ("embeddings.position", "embeddings.LayerNorm.weight", "layer.0.attention.", "layer.1.output.dense.bias")
    shapes = {
        name: values.shape
        for name, values in load_file(stock / "model.safetensors").items()
        if any(part in name for part in names) and values.dtype == np.float32
    }
    return delta({name: rng.normal(size=shape).astype(np.float32) * 0.1 for name, shape in shapes.items()})


def test_it_reads_as_torch_does(small_encoder: Path, tmp_path: Path) -> None:
    added = random_delta(small_encoder)
    ours, torchs = read_by_ctranslate2(small_encoder, tmp_path, added), load_transformer_reader(small_encoder, added)
    rng = np.random.default_rng(5)
    pairs = [answer(" ".join(rng.choice(VOCABULARY[:-1], size=length)), "Ridge keeps.") for length in (1, 9, 200, 900)]
    for one, other in zip(ours.read(pairs), torchs.read(pairs), strict=True):
        assert farthest(one, other) < SAME


def without(name: str) -> dict[str, npt.NDArray[np.float32]]:
    return {other: values for other, values in random_heads().items() if other != name}


@pytest.mark.parametrize("heads", [*map(without, HEADS), random_heads() | {"other": np.zeros(3, dtype=np.float32)}])
def test_heads_that_are_not_the_readers_are_refused(
    small_encoder: Path, tmp_path: Path, heads: dict[str, npt.NDArray[np.float32]]
) -> None:
    with pytest.raises(WeightsError, match="its heads are not the reader's"):
        read_by_ctranslate2(small_encoder, tmp_path, delta(heads=heads))


def test_weights_that_cannot_be_loaded_are_an_error_in_one_line(small_encoder: Path, tmp_path: Path) -> None:
    recipe = Recipe("small", "the small one", {}, lambda _work: small_encoder, delta=delta)
    for name in ("model.bin", "tokenizer.json"):
        weights = keep_bert(recipe, tmp_path, print)
        (weights.folder / name).write_bytes(b"damaged only now")
        with pytest.raises(WeightsError, match="The judge could not be loaded") as caught:
            BertReader(weights, "small reader", 1)
        assert "\n" not in caught.value.message


def test_nothing_is_printed_while_it_loads_and_reads(
    small_encoder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    recipe = Recipe("small", "the small one", {}, lambda _work: small_encoder, delta=delta)
    BertReader(keep_bert(recipe, tmp_path, lambda _: None), "small reader", 1).read([answer("lasso")])
    assert capfd.readouterr() == ("", "")
