from pathlib import Path

import numpy as np
import pytest

from coach.content.delta import read_delta, write_delta
from coach.errors import WeightsError

RNG = np.random.default_rng(0)
ENCODER = {
    "layer.weight": (RNG.normal(size=(4, 8)) * np.array([[1.0], [0.1], [0.0], [3.0]])).astype(np.float32),
    "layer.bias": RNG.normal(size=4).astype(np.float32),
}
HEADS = {"tag.bias": np.array([0.5, -1.0, 2.0], dtype=np.float32)}


def test_values_come_back_to_one_part_in_254_of_the_largest_in_their_row(tmp_path: Path) -> None:
    path = tmp_path / "d.safetensors"
    read = read_delta("d", path, write_delta(path, ENCODER, HEADS))
    matrix = ENCODER["layer.weight"]
    off = np.abs(read.encoder["layer.weight"] - matrix).max(axis=1)
    assert (off <= np.abs(matrix).max(axis=1) / 254 + 1e-7).all()
    assert np.allclose(read.encoder["layer.bias"], ENCODER["layer.bias"], atol=2e-3)
    assert read.heads["tag.bias"].tolist() == [0.5, -1.0, 2.0]
    assert {values.dtype for values in (*read.encoder.values(), *read.heads.values())} == {np.dtype(np.float32)}
    assert set(read.encoder) == set(ENCODER)
    assert set(read.heads) == set(HEADS)


def test_a_delta_is_known_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "d.safetensors"
    sha256 = write_delta(path, ENCODER, HEADS)
    read = read_delta("interview", path, sha256)
    assert (read.name, read.sha256) == ("interview", sha256)


def test_the_same_values_give_the_same_file(tmp_path: Path) -> None:
    assert write_delta(tmp_path / "a", ENCODER, HEADS) == write_delta(tmp_path / "b", ENCODER, HEADS)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_damaged_or_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.safetensors"
    sha256 = write_delta(path, ENCODER, HEADS)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(WeightsError, match="is damaged"):
        read_delta("d", path, sha256)
    path.unlink()
    with pytest.raises(WeightsError, match="cannot be read"):
        read_delta("d", path, sha256)
