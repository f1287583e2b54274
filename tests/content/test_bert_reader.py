"""A small random BERT reads as the shipped one does, for what doesn't depend on the weights."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from small_bert import HEADS, VOCABULARY, WIDTH, answer, difference, farthest, random_heads

from coach.content.bert_reader import MOST_TOKENS, BertReader
from coach.content.bert_weights import Recipe, keep_bert
from coach.content.difference import Difference
from coach.content.reader import COVERED
from coach.content.transformer_reader import TransformerReader
from coach.errors import WeightsError

SAME = 0.01
"""Probabilities may differ by so much from those that torch gives; the weights are kept as 16-bit floats, and random
ones are larger than trained ones."""


def read_by(stock: Path, folder: Path, added: Difference) -> BertReader:
    recipe = Recipe("small", "the small one", {}, lambda: stock, lambda: added)
    return BertReader(keep_bert(recipe, folder, print), "small reader", 1)


@pytest.fixture(scope="session")
def reader(small_bert: Path, tmp_path_factory: pytest.TempPathFactory) -> BertReader:
    return read_by(small_bert, tmp_path_factory.mktemp("converted"), difference())


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
    ours, torchs = read_by(small_bert, tmp_path, added), TransformerReader(small_bert, added)
    rng = np.random.default_rng(5)
    pairs = [answer(" ".join(rng.choice(VOCABULARY[:-1], size=length)), "Ridge keeps.") for length in (1, 9, 200, 900)]
    for one, other in zip(ours.read(pairs), torchs.read(pairs), strict=True):
        assert farthest(one, other) < SAME


def test_chances_sum_to_one_and_each_word_has_one_value(reader: BertReader) -> None:
    pairs = [answer("lasso drives weights to zero"), answer("dense"), answer("ridge keeps unheardof weights")]
    for pair, reading in zip(pairs, reader.read(pairs), strict=True):
        assert reading.chances.shape == (4,)
        assert reading.chances.sum() == pytest.approx(1.0, abs=1e-5)
        assert reading.supports.shape == reading.contradicts.shape == (len(pair.words),)
        assert 0.0 < reading.supports.min() <= reading.supports.max() < 1.0
        assert (reading.supports + reading.contradicts).max() < 1.0


def test_the_same_pair_gets_the_same_reading_whatever_is_read_beside_it(small_bert: Path, tmp_path: Path) -> None:
    reader = read_by(small_bert, tmp_path, difference())
    pairs = [answer("lasso drives weights to zero " * at) for at in (9, 1, 6, 2, 1)]
    pairs += [answer(f"dense {word}", "Ridge keeps data.") for word in VOCABULARY]
    together = reader.read(pairs)
    assert max(farthest(each, reader.read([pair])[0]) for pair, each in zip(pairs, together, strict=True)) < 1e-5


def test_readings_come_in_the_order_of_the_pairs(reader: BertReader) -> None:
    pairs = [answer("lasso " * length) for length in (9, 1, 30, 4)]
    assert [len(reading.supports) for reading in reader.read(pairs)] == [9, 1, 30, 4]
    assert reader.read([]) == ()


def test_claim_and_answer_are_not_the_same_to_it(reader: BertReader) -> None:
    one, other = reader.read([answer("ridge keeps", "lasso drives"), answer("lasso drives", "ridge keeps")])
    assert farthest(one, other) > 1e-3


def test_a_word_of_several_pieces_has_one_value_and_those_after_it_keep_their_places(reader: BertReader) -> None:
    (reading,) = reader.read([answer("models learns")])  # model ##s learns
    assert reading.supports.shape == (2,)
    assert reading.supports.min() > 0.0


def test_words_that_do_not_fit_any_more_are_not_tagged(reader: BertReader) -> None:
    (reading,) = reader.read([answer("lasso drives weights " * 300)])
    tagged = np.flatnonzero(reading.supports)
    assert len(reading.supports) == 900
    assert tagged.tolist() == list(range(len(tagged)))
    assert MOST_TOKENS - 20 < len(tagged) < MOST_TOKENS


@pytest.mark.parametrize("claim", ["", "∑ → ∞", "half \ud800", "[SEP] [CLS]", "lasso " * 1000])
def test_any_claim_is_read(reader: BertReader, claim: str) -> None:
    (reading,) = reader.read([answer("lasso drives weights", claim)])
    assert reading.chances.sum() == pytest.approx(1.0, abs=1e-5)
    assert reading.supports.shape == (3,)


def test_the_difference_decides(small_bert: Path, tmp_path: Path) -> None:
    heads = {name: np.zeros_like(values) for name, values in random_heads().items()}
    heads["head.3.bias"][COVERED] = np.log(7.0)
    heads["tag.bias"][1] = np.log(2.0)
    (reading,) = read_by(small_bert, tmp_path, difference(heads=heads)).read([answer("lasso drives")])
    assert reading.chances.tolist() == pytest.approx([0.7, 0.1, 0.1, 0.1], abs=1e-5)
    assert reading.supports.tolist() == pytest.approx([0.5, 0.5], abs=1e-5)
    assert reading.contradicts.tolist() == pytest.approx([0.25, 0.25], abs=1e-5)


def without(name: str) -> dict[str, npt.NDArray[np.float32]]:
    return {other: values for other, values in random_heads().items() if other != name}


@pytest.mark.parametrize("heads", [*map(without, HEADS), random_heads() | {"other": np.zeros(3, dtype=np.float32)}])
def test_heads_that_are_not_the_readers_are_refused(
    small_bert: Path, tmp_path: Path, heads: dict[str, npt.NDArray[np.float32]]
) -> None:
    with pytest.raises(WeightsError, match="its heads are not the reader's"):
        read_by(small_bert, tmp_path, difference(heads=heads))


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
