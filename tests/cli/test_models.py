import hashlib
from pathlib import Path

import pytest

from coach.cli import main
from coach.cli.models import checksums, weights_with_places
from coach.weights.catalogue import catalogue_path
from coach.weights.difference_card import difference_card
from coach.weights.differences import load_differences

CATALOGUE = f"""
[[weights]]
name = "small"
title = "Small"
role = "embedder"
licence = "MIT"
source = "somewhere"
packages = ["no-such-package-anywhere==1.0"]
format = "bytes"
folder = "no_such_package_anywhere/model"
size = 3
files = [{{ path = "model.safetensors", size = 3, sha256 = "{"a" * 64}" }}]

[[differences]]
name = "interview"
title = "Small for interviews"
base = "small"
base_sha256 = "{"a" * 64}"
file = "made.safetensors"
size = 3
sha256 = "{hashlib.sha256(b"new").hexdigest()}"
licence = "CC-BY-SA-4.0"
data = [{{ name = "Answers", licence = "CC-BY-SA-3.0", source = "a school" }}]
seed = 1
command = "make it"
scores = "good"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "made.safetensors").write_bytes(b"new")
    return path


def test_a_difference_is_listed_below_the_weights_it_is_for_with_licence_and_state(
    catalogue: Path, tmp_path: Path
) -> None:
    weights, difference = weights_with_places(catalogue, tmp_path / "w")
    assert "small" in weights
    assert difference.startswith("interview  difference  0.0 MB  CC-BY-SA-4.0  ready\n")
    assert "    for     small, only where " in difference
    assert str(tmp_path / "made.safetensors") in difference
    (tmp_path / "made.safetensors").write_bytes(b"old")
    assert "  damaged\n" in weights_with_places(catalogue, tmp_path / "w")[1]


def test_the_checksums_are_those_of_the_catalogue(catalogue: Path) -> None:
    assert checksums(catalogue) == [
        f"{'a' * 64}  small/model.safetensors",
        f"{hashlib.sha256(b'new').hexdigest()}  made.safetensors",
    ]


def test_the_command_prints_everything_that_is_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    assert main(["models"]) == 0
    shown = capsys.readouterr().out
    assert all(line in shown for line in checksums(catalogue_path()))
    assert all(difference_card(difference) in shown for difference in load_differences())
