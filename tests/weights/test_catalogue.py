import re
import tomllib
from pathlib import Path

import pytest

from coach.errors import WeightsError
from coach.weights.catalogue import catalogue_path, load_catalogue

GOOD = f"""
[[weights]]
name = "tiny"
title = "Tiny"
role = "whisper"
licence = "MIT"
source = "somewhere"
packages = ["tiny-weights==1.0"]
format = "bytes"
folder = "tiny_weights/model"
size = 3
files = [{{ path = "model.bin", size = 3, sha256 = "{"a" * 64}" }}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.toml"


def complaint(file: Path, text: str) -> str:
    file.write_text(text)
    with pytest.raises(WeightsError) as caught:
        load_catalogue(file)
    assert str(file) in caught.value.message
    assert caught.value.hint
    return str(caught.value)


def test_a_good_catalogue_is_read_as_it_is_written(file: Path) -> None:
    file.write_text(GOOD)
    (weight,) = load_catalogue(file)
    assert (weight.name, weight.role, weight.size, weight.folder) == ("tiny", "whisper", 3, "tiny_weights/model")
    assert weight.files[0].path == "model.bin"
    assert weight.files[0].parts == ()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('format = "bytes"', 'format = "bytes"\nflavour = "sweet"', "`weights[0].flavour` is an unknown key"),
        (", size = 3,", ", size = 3, mode = 1,", "`weights[0].files[0].mode` is an unknown key"),
        ('licence = "MIT"', "", "`weights[0].licence` is missing"),
        ('licence = "MIT"', "licence = 7", "`weights[0].licence` is 7"),
        ('title = "Tiny"', 'title = " "', "`weights[0].title` is empty"),
        ('"whisper"', '"wisper"', "one of whisper, embedder, voice, vad"),
        ("a" * 64, "A" * 64, "64 hexadecimal digits"),
        ("\nsize = 3", "\nsize = 4", "Its files are 3 bytes together"),
        ("\nsize = 3", "\nsize = -3", "must not be negative"),
        ("\nsize = 3", "\nsize = true", "must be of type int"),
        ('"model.bin"', '"../model.bin"', "a path inside its folder"),
        ('"tiny_weights/model"', '"/etc"', "a path inside its folder"),
        ('["tiny-weights==1.0"]', "[]", "at least one"),
        ('folder = "tiny_weights/model"', "", "`weights[0].files[0].parts` is missing"),
        ("[[weights]]", "[[wieghts]]", "`wieghts` is an unknown key"),
        ("[[weights]]", "[[weights", "cannot be read"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(file: Path, old: str, new: str, named: str) -> None:
    assert old in GOOD
    assert named in complaint(file, GOOD.replace(old, new))


def test_the_same_name_twice_in_one_role_is_refused(file: Path) -> None:
    assert "`tiny` is there twice" in complaint(file, GOOD + GOOD)


def test_a_missing_catalogue_is_said_with_its_path(file: Path) -> None:
    with pytest.raises(WeightsError, match=re.escape(str(file))):
        load_catalogue(file)


def test_the_shipped_catalogue_has_weights_for_every_role() -> None:
    names = {(weight.role, weight.name) for weight in load_catalogue(catalogue_path())}
    assert names == {
        ("whisper", "base"),
        ("whisper", "tiny.en"),
        ("embedder", "all-MiniLM-L6-v2"),
        ("voice", "heart"),
        ("vad", "silero-vad-v6"),
    }


def test_every_package_of_the_shipped_catalogue_is_a_dependency() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    required = set(project["dependencies"])
    for weight in load_catalogue(catalogue_path()):
        for package in weight.packages:
            if "==" in package:
                assert package in required
            else:
                assert any(each.startswith(f"{package}>=") or each.startswith(f"{package}==") for each in required)
