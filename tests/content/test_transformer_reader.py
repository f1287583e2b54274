"""What is the own of the reader that runs torch; `test_both_readers.py` has what holds for any."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from small_encoder import HEADS, WIDTH, answer, delta, farthest, random_heads

from coach.content.delta import read_delta, write_delta
from coach.content.transformer_reader import TransformerReader, load_transformer_reader
from coach.errors import WeightsError


@pytest.fixture(scope="session")
def reader(small_encoder: Path) -> TransformerReader:
    return load_transformer_reader(small_encoder, delta())


def test_what_is_added_to_the_encoder_changes_what_is_read(small_encoder: Path, reader: TransformerReader) -> None:
    added = {"encoder.layer.1.output.dense.bias": np.linspace(-3.0, 3.0, WIDTH, dtype=np.float32)}
    pair = answer("lasso drives weights")
    changed, stock = load_transformer_reader(small_encoder, delta(added)).read([pair])[0], reader.read([pair])[0]
    assert farthest(changed, stock) > 1e-3


def test_it_is_known_by_its_delta(small_encoder: Path, tmp_path: Path) -> None:
    sha256 = write_delta(tmp_path / "d", {}, {}, random_heads())
    reader = load_transformer_reader(small_encoder, read_delta("interview", tmp_path / "d", sha256))
    assert (reader.name, reader.fingerprint) == ("interview", sha256)


@pytest.mark.parametrize(
    ("encoder", "heads", "key"),
    [
        ({"encoder.layer.9.output.dense.bias": (WIDTH,)}, {}, "encoder.encoder.layer.9.output.dense.bias"),
        ({"encoder.layer.1.output.dense.bias": (WIDTH + 1,)}, {}, "encoder.encoder.layer.1.output.dense.bias"),
        ({}, {"tag.weight": (4, WIDTH)}, "tag.weight"),
    ],
)
def test_a_delta_that_does_not_fit_is_refused(
    small_encoder: Path, encoder: dict[str, tuple[int, ...]], heads: dict[str, tuple[int, ...]], key: str
) -> None:
    made = delta(
        {name: np.zeros(shape, dtype=np.float32) for name, shape in encoder.items()},
        random_heads() | {name: np.zeros(shape, dtype=np.float32) for name, shape in heads.items()},
    )
    with pytest.raises(WeightsError, match="does not fit these weights") as caught:
        load_transformer_reader(small_encoder, made)
    assert key in caught.value.message


def test_pickled_and_missing_weights_are_an_error_in_one_line(small_encoder: Path, tmp_path: Path) -> None:
    pickled = Path(shutil.copytree(small_encoder, tmp_path / "pickled"))
    (pickled / "model.safetensors").rename(pickled / "pytorch_model.bin")
    for folder in (pickled, tmp_path / "missing"):
        with pytest.raises(WeightsError, match="could not be loaded") as caught:
            load_transformer_reader(folder, delta())
        assert "\n" not in caught.value.message


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.json"])
def test_damaged_weights_are_an_error_in_one_line(small_encoder: Path, tmp_path: Path, file: str) -> None:
    damaged = Path(shutil.copytree(small_encoder, tmp_path / "damaged"))
    (damaged / file).write_bytes((damaged / file).read_bytes()[:20])
    with pytest.raises(WeightsError, match="could not be loaded") as caught:
        load_transformer_reader(damaged, delta())
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("name", HEADS)
def test_a_delta_that_lacks_a_head_is_refused(small_encoder: Path, name: str) -> None:
    heads = {other: values for other, values in random_heads().items() if other != name}
    with pytest.raises(WeightsError, match="small reader does not fit these weights: its heads are not the reader's"):
        load_transformer_reader(small_encoder, delta(heads=heads))


@pytest.mark.parametrize("name", ["other.weight", "encoder.embeddings.word_embeddings.weight"])
def test_a_delta_with_a_head_too_many_is_refused(small_encoder: Path, name: str) -> None:
    heads = random_heads() | {name: np.zeros((4, WIDTH), dtype=np.float32)}
    with pytest.raises(WeightsError, match="small reader does not fit these weights: its heads are not the reader's"):
        load_transformer_reader(small_encoder, delta(heads=heads))


def test_nothing_is_printed_while_it_loads_and_reads(small_encoder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    load_transformer_reader(small_encoder, delta()).read([answer("lasso")])
    assert capfd.readouterr() == ("", "")
