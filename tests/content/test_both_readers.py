"""What holds for the reader in use and for the one that runs torch alike."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from small_encoder import VOCABULARY, answer, delta, farthest, random_heads, read_by_ctranslate2

from coach.content.bert import READ_TOKENS
from coach.content.delta import Delta
from coach.content.reader import COVERED, Reader
from coach.content.transformer_reader import load_transformer_reader

ReadBy = Callable[[Path, Path, Delta], Reader]
"""Makes a reader of stock weights, with a folder of its own, and a delta."""


def read_by_torch(stock: Path, _folder: Path, added: Delta) -> Reader:
    return load_transformer_reader(stock, added)


@pytest.fixture(scope="session", params=[read_by_ctranslate2, read_by_torch], ids=["ctranslate2", "torch"])
def read_by(request: pytest.FixtureRequest) -> ReadBy:
    made: ReadBy = request.param
    return made


@pytest.fixture(scope="session")
def reader(read_by: ReadBy, small_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return read_by(small_encoder, tmp_path_factory.mktemp("reader"), delta())


def test_chances_sum_to_one_and_each_word_has_one_value(reader: Reader) -> None:
    pairs = [answer("lasso drives weights to zero"), answer("dense"), answer("ridge keeps unheardof weights")]
    for pair, entailment in zip(pairs, reader.read(pairs), strict=True):
        assert entailment.chances.shape == (4,)
        assert entailment.chances.sum() == pytest.approx(1.0, abs=1e-5)
        assert entailment.supports.shape == entailment.contradicts.shape == (len(pair.words),)
        assert 0.0 < entailment.supports.min() <= entailment.supports.max() < 1.0
        assert (entailment.supports + entailment.contradicts).max() < 1.0


def test_the_same_pair_gets_the_same_reading_whatever_is_read_beside_it(reader: Reader) -> None:
    pairs = [answer("lasso drives weights to zero " * at) for at in (9, 1, 6, 2, 1)]
    pairs += [answer(f"dense {word}", "Ridge keeps data.") for word in VOCABULARY]
    together = reader.read(pairs)
    assert max(farthest(each, reader.read([pair])[0]) for pair, each in zip(pairs, together, strict=True)) < 1e-5


def test_readings_come_in_the_order_of_the_pairs(reader: Reader) -> None:
    pairs = [answer("lasso " * length) for length in (9, 1, 30, 4)]
    assert [len(entailment.supports) for entailment in reader.read(pairs)] == [9, 1, 30, 4]
    assert reader.read([]) == ()


def test_claim_and_answer_are_not_the_same_to_it(reader: Reader) -> None:
    one, other = reader.read([answer("ridge keeps", "lasso drives"), answer("lasso drives", "ridge keeps")])
    assert farthest(one, other) > 1e-3


def test_a_word_of_several_pieces_has_one_value_and_those_after_it_keep_their_places(reader: Reader) -> None:
    (entailment,) = reader.read([answer("models learns")])  # model ##s learns
    (other,) = reader.read([answer("model learns")])
    assert entailment.supports.shape == other.supports.shape == (2,)
    assert entailment.supports.min() > 0.0


def test_words_that_do_not_fit_any_more_are_not_tagged(reader: Reader) -> None:
    (entailment,) = reader.read([answer("lasso drives weights " * 300)])
    tagged = np.flatnonzero(entailment.supports)
    assert len(entailment.supports) == 900
    assert tagged.tolist() == list(range(len(tagged)))
    assert READ_TOKENS - 20 < len(tagged) < READ_TOKENS


@pytest.mark.parametrize("claim", ["", "∑ → ∞", "half \ud800", "[SEP] [CLS]", "lasso " * 1000])
def test_any_claim_is_read(reader: Reader, claim: str) -> None:
    (entailment,) = reader.read([answer("lasso drives weights", claim)])
    assert entailment.chances.sum() == pytest.approx(1.0, abs=1e-5)
    assert entailment.supports.shape == (3,)


def test_the_delta_decides(small_encoder: Path, tmp_path: Path, read_by: ReadBy) -> None:
    heads = {name: np.zeros_like(values) for name, values in random_heads().items()}
    heads["head.3.bias"][COVERED] = np.log(7.0)
    heads["tag.bias"][1] = np.log(2.0)
    (entailment,) = read_by(small_encoder, tmp_path, delta(heads=heads)).read([answer("lasso drives")])
    assert entailment.chances.tolist() == pytest.approx([0.7, 0.1, 0.1, 0.1], abs=1e-5)
    assert entailment.supports.tolist() == pytest.approx([0.5, 0.5], abs=1e-5)
    assert entailment.contradicts.tolist() == pytest.approx([0.25, 0.25], abs=1e-5)
