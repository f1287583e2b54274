from pathlib import Path

import numpy as np
import pytest

from coach.content.difference import Added, read_difference, write_difference
from coach.errors import WeightsError

RNG = np.random.default_rng(0)
ADDED = Added(
    encoder={
        "layer.weight": (RNG.normal(size=(4, 8)) * np.array([[1.0], [0.1], [0.0], [3.0]])).astype(np.float32),
        "layer.bias": RNG.normal(size=4).astype(np.float32),
    },
    comparer={"out.bias": np.array([0.5, -1.0, 2.0], dtype=np.float32)},
)


def test_values_come_back_to_one_part_in_254_of_the_largest_in_their_row(tmp_path: Path) -> None:
    path = tmp_path / "d.safetensors"
    read = read_difference("d", path, write_difference(path, ADDED)).added
    matrix = ADDED.encoder["layer.weight"]
    off = np.abs(read.encoder["layer.weight"] - matrix).max(axis=1)
    assert (off <= np.abs(matrix).max(axis=1) / 254 + 1e-7).all()
    assert np.allclose(read.encoder["layer.bias"], ADDED.encoder["layer.bias"], atol=2e-3)
    assert read.comparer["out.bias"].tolist() == [0.5, -1.0, 2.0]


def test_the_same_values_give_the_same_file(tmp_path: Path) -> None:
    assert write_difference(tmp_path / "a", ADDED) == write_difference(tmp_path / "b", ADDED)


def test_a_damaged_or_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.safetensors"
    sha256 = write_difference(path, ADDED)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(WeightsError, match="is damaged"):
        read_difference("d", path, sha256)
    path.unlink()
    with pytest.raises(WeightsError, match="cannot be read"):
        read_difference("d", path, sha256)
