"""What is the own of the reader in use; `test_both_readers.py` has what holds for any."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from small_bert import HEADS, VOCABULARY, WIDTH, answer, difference, farthest, random_heads, read_by_ctranslate2

from coach.content.bert_reader import BertReader
from coach.content.bert_weights import Recipe, keep_bert
from coach.content.difference import Difference
from coach.content.transformer_reader import TransformerReader
from coach.errors import WeightsError

SAME = 0.01
"""Probabilities may differ by so much from those that torch gives; the weights are kept as 16-bit floats, and random
ones are larger than trained ones."""


def random_difference() -> Difference:
    rng = np.random.default_rng(3)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.position_embeddings.weight": (512, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "encoder.layer.0.attention.self.key.weight": (WIDTH, WIDTH),
        "encoder.layer.1.output.dense.bias": (WIDTH,),
    }
    return difference({name: rng.normal(size=shape).astype(np.float32) * 0.1 for name, shape in shapes.items()})


def test_it_reads_as_torch_does(small_bert: Path, tmp_path: Path) -> None:
    added = random_difference()
    ours, torchs = read_by_ctranslate2(small_bert, tmp_path, added), TransformerReader(small_bert, added)
    rng = np.random.default_rng(5)
    pairs = [answer(" ".join(rng.choice(VOCABULARY[:-1], size=length)), "Ridge keeps.") for length in (1, 9, 200, 900)]
    for one, other in zip(ours.read(pairs), torchs.read(pairs), strict=True):
        assert farthest(one, other) < SAME


def without(name: str) -> dict[str, npt.NDArray[np.float32]]:
    return {other: values for other, values in random_heads().items() if other != name}


@pytest.mark.parametrize("heads", [*map(without, HEADS), random_heads() | {"other": np.zeros(3, dtype=np.float32)}])
def test_heads_that_are_not_the_readers_are_refused(
    small_bert: Path, tmp_path: Path, heads: dict[str, npt.NDArray[np.float32]]
) -> None:
    with pytest.raises(WeightsError, match="its heads are not the reader's"):
        read_by_ctranslate2(small_bert, tmp_path, difference(heads=heads))


def test_weights_that_cannot_be_loaded_are_an_error_in_one_line(small_bert: Path, tmp_path: Path) -> None:
    recipe = Recipe("small", "the small one", {}, lambda: small_bert, difference)
    for name in ("model.bin", "tokenizer.json"):
        weights = keep_bert(recipe, tmp_path, print)
        (weights.folder / name).write_bytes(b"damaged only now")
        with pytest.raises(WeightsError, match="The judge could not be loaded") as caught:
            BertReader(weights, "small reader", 1)
        assert "\n" not in caught.value.message


def test_nothing_is_printed_while_it_loads_and_reads(
    small_bert: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    recipe = Recipe("small", "the small one", {}, lambda: small_bert, difference)
    BertReader(keep_bert(recipe, tmp_path, lambda _: None), "small reader", 1).read([answer("lasso")])
    assert capfd.readouterr() == ("", "")
