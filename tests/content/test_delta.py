import hashlib
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save

from coach.content.delta import read_delta, write_delta
from coach.errors import WeightsError

RNG = np.random.default_rng(0)
ADDED = {"layer.bias": RNG.normal(size=4).astype(np.float32)}
FACTORS = {"layer.weight": (np.eye(4, 2, dtype=np.float32), np.arange(16, dtype=np.float32).reshape(2, 8) / 4)}
HEADS = {"tag.bias": np.array([0.5, -1.0, 2.0], dtype=np.float32)}


def test_values_come_back_as_16_bit_floats_have_them_and_factors_multiplied(tmp_path: Path) -> None:
    path = tmp_path / "d.safetensors"
    read = read_delta("d", path, write_delta(path, ADDED, FACTORS, HEADS))
    assert read.encoder["layer.weight"].tolist() == [*FACTORS["layer.weight"][1].tolist(), [0.0] * 8, [0.0] * 8]
    assert np.allclose(read.encoder["layer.bias"], ADDED["layer.bias"], atol=2e-3)
    assert read.heads["tag.bias"].tolist() == [0.5, -1.0, 2.0]
    assert {values.dtype for values in (*read.encoder.values(), *read.heads.values())} == {np.dtype(np.float32)}
    assert set(read.encoder) == {"layer.weight", "layer.bias"}
    assert set(read.heads) == set(HEADS)


@pytest.mark.parametrize("kept", [("tall|layer.weight",), ("tall|layer.weight", "wide|layer.weight")])
def test_factors_that_do_not_fit_each_other_are_refused(tmp_path: Path, kept: tuple[str, ...]) -> None:
    path = tmp_path / "d.safetensors"
    content = save({name: np.zeros((4, 3), dtype=np.float16) for name in kept})
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=r"no two factors that fit each other for layer\.weight"):
        read_delta("d", path, hashlib.sha256(content).hexdigest())


def test_a_delta_is_known_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "d.safetensors"
    sha256 = write_delta(path, ADDED, FACTORS, HEADS)
    read = read_delta("interview", path, sha256)
    assert (read.name, read.sha256) == ("interview", sha256)


def test_the_same_values_give_the_same_file(tmp_path: Path) -> None:
    assert write_delta(tmp_path / "a", ADDED, FACTORS, HEADS) == write_delta(tmp_path / "b", ADDED, FACTORS, HEADS)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_damaged_or_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.safetensors"
    sha256 = write_delta(path, ADDED, FACTORS, HEADS)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(WeightsError, match="is damaged"):
        read_delta("d", path, sha256)
    path.unlink()
    with pytest.raises(WeightsError, match="cannot be read"):
        read_delta("d", path, sha256)
