import hashlib
from pathlib import Path

import pytest

from coach.errors import WeightsError
from coach.paths import shipped_folder
from coach.settings import Settings
from coach.weights.difference_card import difference_card
from coach.weights.differences import TrainingSet, is_intact, load_differences, shipped_difference

BASE = b"the weights"
FILE = b"the difference"

WEIGHTS = f"""
[[weights]]
name = "small"
title = "Small"
role = "embedder"
licence = "MIT"
source = "somewhere"
packages = ["small-weights==1.0"]
format = "bytes"
folder = "small_weights/model"
size = {len(BASE)}
files = [{{ path = "model.safetensors", size = {len(BASE)}, sha256 = "{hashlib.sha256(BASE).hexdigest()}" }}]
"""

ENTRY = f"""
[[differences]]
name = "interview"
title = "Small for interviews"
base = "small"
base_sha256 = "{hashlib.sha256(BASE).hexdigest()}"
file = "made/small.safetensors"
size = {len(FILE)}
sha256 = "{hashlib.sha256(FILE).hexdigest()}"
licence = "CC-BY-SA-4.0"
data = [
    {{ name = "Answers", licence = "CC-BY-SA-3.0", source = "a school" }},
    {{ name = "Pairs", licence = "MIT", source = "a paper" }},
]
seed = 7
command = "python -m make"
scores = "F1 0.5, without it 0.4"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    (tmp_path / "models" / "made").mkdir(parents=True)
    (tmp_path / "models" / "made" / "small.safetensors").write_bytes(FILE)
    path = tmp_path / "models" / "catalogue.toml"
    path.write_text(WEIGHTS + ENTRY, encoding="utf-8")
    return path


def test_a_difference_is_read_as_it_is_written(catalogue: Path) -> None:
    (difference,) = load_differences(catalogue)
    assert (difference.name, difference.base, difference.size, difference.seed) == ("interview", "small", len(FILE), 7)
    assert difference.path == catalogue.parent / "made" / "small.safetensors"
    assert difference.data[0] == TrainingSet("Answers", "CC-BY-SA-3.0", "a school")
    assert (difference.command, difference.scores) == ("python -m make", "F1 0.5, without it 0.4")


def test_a_catalogue_without_differences_has_none(catalogue: Path) -> None:
    catalogue.write_text(WEIGHTS, encoding="utf-8")
    assert load_differences(catalogue) == ()


def test_a_file_with_one_other_byte_or_none_at_all_is_damaged(catalogue: Path) -> None:
    (difference,) = load_differences(catalogue)
    assert is_intact(difference)
    difference.path.write_bytes(FILE[:-1] + b"E")
    assert not is_intact(difference)
    difference.path.unlink()
    assert not is_intact(difference)


def test_the_card_names_the_weights_the_data_with_licences_and_the_state(catalogue: Path) -> None:
    (difference,) = load_differences(catalogue)
    digest = hashlib.sha256(BASE).hexdigest()
    assert difference_card(difference).splitlines() == [
        "interview  difference  0.0 MB  CC-BY-SA-4.0  ready",
        "    what    Small for interviews",
        f"    for     small, only where model.safetensors has the SHA-256 {digest}",
        f"    where   {difference.path}",
        "    data    Answers, CC-BY-SA-3.0: a school",
        "    data    Pairs, MIT: a paper",
        "    made    python -m make (seed 7)",
        "    scores  F1 0.5, without it 0.4",
    ]
    difference.path.write_bytes(b"x")
    assert difference_card(difference).splitlines()[0].endswith("  damaged")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("seed = 7", "", "`differences[0].seed` is missing"),
        ("seed = 7", 'seed = "7"', "`differences[0].seed` is '7'"),
        ("seed = 7", "seed = -7", "`differences[0].seed` is -7"),
        ("seed = 7", "seed = 7\ncolour = 2", "`differences[0].colour` is an unknown key"),
        ('"made/small.safetensors"', '"../small.safetensors"', "`differences[0].file` is '../small.safetensors'"),
        ('"made/small.safetensors"', '"/small.safetensors"', "`differences[0].file` is '/small.safetensors'"),
        ('base = "small"', 'base = "large"', "`differences[0].base` is 'large'. It must be one of small."),
        ('base_sha256 = "', 'base_sha256 = "0', "64 hexadecimal digits"),
        (hashlib.sha256(FILE).hexdigest(), "A" * 64, "`differences[0].sha256` is"),
        ('licence = "MIT", source = "a paper"', 'source = "a paper"', "`differences[0].data[1].licence` is missing"),
        ('source = "a paper"', 'source = "a paper", year = 1', "`differences[0].data[1].year` is an unknown key"),
        ('scores = "F1 0.5, without it 0.4"', 'scores = " "', "`differences[0].scores` is empty"),
        ("[[differences]]", "[differences]", "`differences` is {"),
    ],
)
def test_a_wrong_entry_is_refused_with_file_and_key(catalogue: Path, old: str, new: str, complaint: str) -> None:
    assert old in ENTRY
    catalogue.write_text(WEIGHTS + ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(WeightsError) as caught:
        load_differences(catalogue)
    assert str(catalogue) in caught.value.message
    assert complaint in str(caught.value)


def test_a_difference_for_another_version_of_its_base_is_refused(catalogue: Path) -> None:
    entry = ENTRY.replace(hashlib.sha256(BASE).hexdigest(), "0" * 64)
    catalogue.write_text(WEIGHTS + entry, encoding="utf-8")
    with pytest.raises(WeightsError, match="is not that of small"):
        load_differences(catalogue)


def test_two_differences_for_the_same_weights_are_refused(catalogue: Path) -> None:
    catalogue.write_text(WEIGHTS + ENTRY + ENTRY.replace('"interview"', '"other"'), encoding="utf-8")
    with pytest.raises(WeightsError, match="as in another entry"):
        load_differences(catalogue)


def test_every_shipped_difference_is_intact_and_at_most_twelve_megabytes() -> None:
    for difference in load_differences():
        assert difference.path.is_relative_to(shipped_folder("models"))
        assert is_intact(difference)
        assert difference.size <= 12_000_000


def test_the_reader_is_made_of_the_shipped_embedder() -> None:
    (only,) = load_differences()
    reader = shipped_difference()
    assert reader == only
    assert reader.base == Settings().weights.embedder
