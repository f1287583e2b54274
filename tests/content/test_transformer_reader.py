"""A small random BERT reads as the shipped one does, for what doesn't depend on the weights."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from small_bert import HEADS, VOCABULARY, WIDTH, answer, difference, farthest, random_heads

from coach.content.difference import read_difference, write_difference
from coach.content.reader import COVERED
from coach.content.transformer_reader import MOST_TOKENS, TransformerReader
from coach.errors import WeightsError


@pytest.fixture(scope="session")
def reader(small_bert: Path) -> TransformerReader:
    return TransformerReader(small_bert, difference())


def test_chances_sum_to_one_and_each_word_has_one_value(reader: TransformerReader) -> None:
    pairs = [answer("lasso drives weights to zero"), answer("dense"), answer("ridge keeps unheardof weights")]
    for pair, reading in zip(pairs, reader.read(pairs), strict=True):
        assert reading.chances.shape == (4,)
        assert reading.chances.sum() == pytest.approx(1.0, abs=1e-5)
        assert reading.supports.shape == reading.contradicts.shape == (len(pair.words),)
        assert 0.0 < reading.supports.min() <= reading.supports.max() < 1.0
        assert (reading.supports + reading.contradicts).max() < 1.0


def test_the_same_pair_gets_the_same_reading_whatever_is_read_beside_it(reader: TransformerReader) -> None:
    pairs = [answer("lasso drives weights to zero " * at) for at in (9, 1, 6, 2, 1)]
    pairs += [answer(f"dense {word}", "Ridge keeps data.") for word in VOCABULARY]
    together = reader.read(pairs)
    assert max(farthest(each, reader.read([pair])[0]) for pair, each in zip(pairs, together, strict=True)) < 1e-5


def test_readings_come_in_the_order_of_the_pairs(reader: TransformerReader) -> None:
    pairs = [answer("lasso " * length) for length in (9, 1, 30, 4)]
    assert [len(reading.supports) for reading in reader.read(pairs)] == [9, 1, 30, 4]
    assert reader.read([]) == ()


def test_claim_and_answer_are_not_the_same_to_it(reader: TransformerReader) -> None:
    one, other = reader.read([answer("ridge keeps", "lasso drives"), answer("lasso drives", "ridge keeps")])
    assert farthest(one, other) > 1e-3


def test_a_word_of_several_pieces_has_one_value_and_those_after_it_keep_their_places(reader: TransformerReader) -> None:
    (reading,) = reader.read([answer("models learns")])  # model ##s learns
    (other,) = reader.read([answer("model learns")])
    assert reading.supports.shape == other.supports.shape == (2,)
    assert reading.supports.min() > 0.0


def test_words_that_do_not_fit_any_more_are_not_tagged(reader: TransformerReader) -> None:
    (reading,) = reader.read([answer("lasso drives weights " * 300)])
    tagged = np.flatnonzero(reading.supports)
    assert len(reading.supports) == 900
    assert tagged.tolist() == list(range(len(tagged)))
    assert MOST_TOKENS - 20 < len(tagged) < MOST_TOKENS


@pytest.mark.parametrize("claim", ["", "∑ → ∞", "half \ud800", "[SEP] [CLS]", "lasso " * 1000])
def test_any_claim_is_read(reader: TransformerReader, claim: str) -> None:
    (reading,) = reader.read([answer("lasso drives weights", claim)])
    assert reading.chances.sum() == pytest.approx(1.0, abs=1e-5)
    assert reading.supports.shape == (3,)


def test_the_difference_decides(small_bert: Path, reader: TransformerReader) -> None:
    heads = {name: np.zeros_like(values) for name, values in random_heads().items()}
    heads["head.3.bias"][COVERED] = np.log(7.0)
    heads["tag.bias"][1] = np.log(2.0)
    (reading,) = TransformerReader(small_bert, difference(heads=heads)).read([answer("lasso drives")])
    assert reading.chances.tolist() == pytest.approx([0.7, 0.1, 0.1, 0.1], abs=1e-5)
    assert reading.supports.tolist() == pytest.approx([0.5, 0.5], abs=1e-5)
    assert reading.contradicts.tolist() == pytest.approx([0.25, 0.25], abs=1e-5)


def test_what_is_added_to_the_encoder_changes_what_is_read(small_bert: Path, reader: TransformerReader) -> None:
    added = {"encoder.layer.1.output.dense.bias": np.linspace(-3.0, 3.0, WIDTH, dtype=np.float32)}
    pair = answer("lasso drives weights")
    changed, stock = TransformerReader(small_bert, difference(added)).read([pair])[0], reader.read([pair])[0]
    assert farthest(changed, stock) > 1e-3


def test_it_is_known_by_its_difference(small_bert: Path, tmp_path: Path) -> None:
    sha256 = write_difference(tmp_path / "d", {}, random_heads())
    reader = TransformerReader(small_bert, read_difference("interview", tmp_path / "d", sha256))
    assert (reader.name, reader.fingerprint) == ("interview", sha256)


@pytest.mark.parametrize(
    ("encoder", "heads", "key"),
    [
        ({"encoder.layer.9.output.dense.bias": (WIDTH,)}, {}, "encoder.encoder.layer.9.output.dense.bias"),
        ({"encoder.layer.1.output.dense.bias": (WIDTH + 1,)}, {}, "encoder.encoder.layer.1.output.dense.bias"),
        ({}, {"tag.weight": (4, WIDTH)}, "tag.weight"),
    ],
)
def test_a_difference_that_does_not_fit_is_refused(
    small_bert: Path, encoder: dict[str, tuple[int, ...]], heads: dict[str, tuple[int, ...]], key: str
) -> None:
    made = difference(
        {name: np.zeros(shape, dtype=np.float32) for name, shape in encoder.items()},
        random_heads() | {name: np.zeros(shape, dtype=np.float32) for name, shape in heads.items()},
    )
    with pytest.raises(WeightsError, match="does not fit these weights") as caught:
        TransformerReader(small_bert, made)
    assert key in caught.value.message


def test_pickled_and_missing_weights_are_an_error_in_one_line(small_bert: Path, tmp_path: Path) -> None:
    pickled = Path(shutil.copytree(small_bert, tmp_path / "pickled"))
    (pickled / "model.safetensors").rename(pickled / "pytorch_model.bin")
    for folder in (pickled, tmp_path / "missing"):
        with pytest.raises(WeightsError, match="could not be loaded") as caught:
            TransformerReader(folder, difference())
        assert "\n" not in caught.value.message


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.json"])
def test_damaged_weights_are_an_error_in_one_line(small_bert: Path, tmp_path: Path, file: str) -> None:
    damaged = Path(shutil.copytree(small_bert, tmp_path / "damaged"))
    (damaged / file).write_bytes((damaged / file).read_bytes()[:20])
    with pytest.raises(WeightsError, match="could not be loaded") as caught:
        TransformerReader(damaged, difference())
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("name", HEADS)
def test_a_difference_that_lacks_a_head_is_refused(small_bert: Path, name: str) -> None:
    heads = {other: values for other, values in random_heads().items() if other != name}
    with pytest.raises(WeightsError, match="small reader does not fit these weights: its heads are not the reader's"):
        TransformerReader(small_bert, difference(heads=heads))


@pytest.mark.parametrize("name", ["other.weight", "encoder.embeddings.word_embeddings.weight"])
def test_a_difference_with_a_head_too_many_is_refused(small_bert: Path, name: str) -> None:
    heads = random_heads() | {name: np.zeros((4, WIDTH), dtype=np.float32)}
    with pytest.raises(WeightsError, match="small reader does not fit these weights: its heads are not the reader's"):
        TransformerReader(small_bert, difference(heads=heads))


def test_nothing_is_printed_while_it_loads_and_reads(small_bert: Path, capfd: pytest.CaptureFixture[str]) -> None:
    TransformerReader(small_bert, difference()).read([answer("lasso")])
    assert capfd.readouterr() == ("", "")
