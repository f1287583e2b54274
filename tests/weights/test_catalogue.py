import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from coach.errors import WeightsError
from coach.paths import shipped_folder
from coach.settings import Settings
from coach.weights.catalogue import TrainingSet, WeightFile, damaged_files, load_catalogue, shipped_catalogue
from coach.weights.inventory import delta_card

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""SHA-256 of `abc`, from FIPS 180-2, appendix B.1."""

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
    (weight,) = load_catalogue(file).weights
    assert (weight.name, weight.role, weight.size, weight.folder) == ("tiny", "whisper", 3, "tiny_weights/model")
    assert weight.files[0].path == "model.bin"
    assert weight.files[0].parts == ()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('format = "bytes"', 'format = "bytes"\nflavour = "sweet"', "`weights[1].flavour` is an unknown key"),
        (", size = 3,", ", size = 3, mode = 1,", "`weights[1].files[1].mode` is an unknown key"),
        ('licence = "MIT"', "", "`weights[1].licence` is missing"),
        ('licence = "MIT"', "licence = 7", "`weights[1].licence` is 7"),
        ('title = "Tiny"', 'title = " "', "`weights[1].title` is empty"),
        ('"whisper"', '"wisper"', "one of whisper, embedder, reader, voice, vad"),
        ("a" * 64, "A" * 64, "64 hexadecimal digits"),
        ("\nsize = 3", "\nsize = 4", "Its files add up to 3 bytes"),
        ("\nsize = 3", "\nsize = -3", "`weights[1].size` is -3"),
        ("\nsize = 3", "\nsize = true", "a whole number from 0 up"),
        ('"model.bin"', '"../model.bin"', "a path inside its folder"),
        ('"tiny_weights/model"', '"/etc"', "a path inside its folder"),
        ('["tiny-weights==1.0"]', "[]", "at least one"),
        ('folder = "tiny_weights/model"', "", "`weights[1].files[1].parts` is missing"),
        ("[[weights]]", "[[wieghts]]", "`wieghts` is an unknown key"),
        ("[[weights]]", "[[weights", "is not valid TOML"),
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
    names = {(weight.role, weight.name) for weight in shipped_catalogue().weights}
    assert names == {
        ("whisper", "base"),
        ("whisper", "tiny.en"),
        ("embedder", "all-MiniLM-L6-v2"),
        ("reader", "all-mpnet-base-v2"),
        ("voice", "heart"),
        ("vad", "silero-vad-v6"),
    }


def test_every_package_of_the_shipped_catalogue_is_a_dependency() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    required = set(project["dependencies"])
    for weight in shipped_catalogue().weights:
        for package in weight.packages:
            if "==" in package:
                assert package in required
            else:
                assert any(each.startswith(f"{package}>=") or each.startswith(f"{package}==") for each in required)


def test_only_missing_and_wrong_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "good").write_bytes(b"abc")
    (tmp_path / "short").write_bytes(b"ab")
    files = [WeightFile(name, 3, ABC) for name in ("good", "short", "absent")]
    assert [file.path for file in damaged_files(tmp_path, files)] == ["short", "absent"]


BASE = b"the weights"
FILE = b"the delta"

WEIGHTS = f"""
[[weights]]
name = "small"
title = "Small"
role = "reader"
licence = "MIT"
source = "somewhere"
packages = ["small-weights==1.0"]
format = "bytes"
folder = "small_weights/model"
size = {len(BASE)}
files = [{{ path = "model.safetensors", size = {len(BASE)}, sha256 = "{hashlib.sha256(BASE).hexdigest()}" }}]
"""

ENTRY = f"""
[[deltas]]
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


def test_a_delta_is_read_as_it_is_written(catalogue: Path) -> None:
    (delta,) = load_catalogue(catalogue).deltas
    assert (delta.name, delta.base, delta.size, delta.seed) == ("interview", "small", len(FILE), 7)
    assert delta.path == catalogue.parent / "made" / "small.safetensors"
    assert delta.data[0] == TrainingSet("Answers", "CC-BY-SA-3.0", "a school")
    assert (delta.command, delta.scores) == ("python -m make", "F1 0.5, without it 0.4")


def test_a_catalogue_without_deltas_has_none(catalogue: Path) -> None:
    catalogue.write_text(WEIGHTS, encoding="utf-8")
    assert load_catalogue(catalogue).deltas == ()


def test_a_file_with_one_other_byte_or_none_at_all_is_damaged(catalogue: Path) -> None:
    (delta,) = load_catalogue(catalogue).deltas
    assert delta.intact
    delta.path.write_bytes(FILE[:-1] + b"E")
    assert not delta.intact
    delta.path.unlink()
    assert not delta.intact


def test_the_card_names_the_weights_the_data_with_licences_and_the_state(catalogue: Path) -> None:
    (delta,) = load_catalogue(catalogue).deltas
    digest = hashlib.sha256(BASE).hexdigest()
    assert delta_card(delta).splitlines() == [
        "interview  delta  0.0 MB  CC-BY-SA-4.0  ready",
        "    what    Small for interviews",
        f"    for     small, only where model.safetensors has the SHA-256 {digest}",
        f"    where   {delta.path}",
        "    data    Answers, CC-BY-SA-3.0: a school",
        "    data    Pairs, MIT: a paper",
        "    made    python -m make (seed 7)",
        "    scores  F1 0.5, without it 0.4",
    ]
    delta.path.write_bytes(b"x")
    assert delta_card(delta).splitlines()[0].endswith("  damaged")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("seed = 7", "", "`deltas[1].seed` is missing"),
        ("seed = 7", 'seed = "7"', '`deltas[1].seed` is "7"'),
        ("seed = 7", "seed = -7", "`deltas[1].seed` is -7"),
        ("seed = 7", "seed = 7\ncolour = 2", "`deltas[1].colour` is an unknown key"),
        ('"made/small.safetensors"', '"../small.safetensors"', '`deltas[1].file` is "../small.safetensors"'),
        ('"made/small.safetensors"', '"/small.safetensors"', '`deltas[1].file` is "/small.safetensors"'),
        ('base = "small"', 'base = "large"', '`deltas[1].base` is "large". It must be one of small.'),
        ('base_sha256 = "', 'base_sha256 = "0', "64 hexadecimal digits"),
        (hashlib.sha256(FILE).hexdigest(), "A" * 64, "`deltas[1].sha256` is"),
        ('licence = "MIT", source = "a paper"', 'source = "a paper"', "`deltas[1].data[2].licence` is missing"),
        ('source = "a paper"', 'source = "a paper", year = 1', "`deltas[1].data[2].year` is an unknown key"),
        ('scores = "F1 0.5, without it 0.4"', 'scores = " "', "`deltas[1].scores` is empty"),
        ("[[deltas]]", "[deltas]", "`deltas` is a table"),
    ],
)
def test_a_wrong_entry_is_refused_with_file_and_key(catalogue: Path, old: str, new: str, complaint: str) -> None:
    assert old in ENTRY
    catalogue.write_text(WEIGHTS + ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(WeightsError) as caught:
        load_catalogue(catalogue)
    assert str(catalogue) in caught.value.message
    assert complaint in str(caught.value)


def test_a_delta_for_another_version_of_its_base_is_refused(catalogue: Path) -> None:
    entry = ENTRY.replace(hashlib.sha256(BASE).hexdigest(), "0" * 64)
    catalogue.write_text(WEIGHTS + entry, encoding="utf-8")
    with pytest.raises(WeightsError, match="is not that of small"):
        load_catalogue(catalogue)


def test_two_deltas_for_the_same_weights_are_refused(catalogue: Path) -> None:
    catalogue.write_text(WEIGHTS + ENTRY + ENTRY.replace('"interview"', '"other"'), encoding="utf-8")
    with pytest.raises(WeightsError, match="as in another entry"):
        load_catalogue(catalogue)


def test_every_shipped_delta_is_intact_and_at_most_fourteen_megabytes() -> None:
    for delta in shipped_catalogue().deltas:
        assert delta.path.is_relative_to(shipped_folder("models"))
        assert delta.intact
        assert delta.size <= 14_000_000


def test_the_reader_and_the_embedder_are_the_shipped_ones() -> None:
    (only,) = shipped_catalogue().deltas
    assert shipped_catalogue().reader == only
    assert shipped_catalogue().reader_base.name == only.base
    assert shipped_catalogue().embedder.name == Settings().weights.embedder


def test_a_catalogue_without_an_embedder_says_so(catalogue: Path) -> None:
    with pytest.raises(WeightsError, match="lists no embedder"):
        _ = load_catalogue(catalogue).embedder


ARCHIVE = f"""
archive = [{{ file = "one/zip.1", sha256 = "{ABC}" }}, {{ file = "two/zip.2", sha256 = "{ABC}" }}]
"""


def in_archive(**changed: str) -> str:
    """Return the small weights, taken out of an archive of two parts."""
    text = WEIGHTS.replace('folder = "small_weights/model"', ARCHIVE.strip())
    text = text.replace(
        'path = "model.safetensors",', 'path = "model.safetensors", inside = "small/model.safetensors",'
    )
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    return text


def test_files_of_an_archive_have_its_parts_and_their_name_in_it(catalogue: Path) -> None:
    catalogue.write_text(in_archive() + ENTRY, encoding="utf-8")
    (file,) = load_catalogue(catalogue).weights[0].files
    assert file.inside == "small/model.safetensors"
    assert [part.file for part in file.parts] == ["one/zip.1", "two/zip.2"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('inside = "small/model.safetensors",', "", "`weights[1].files[1].inside` is missing"),
        ('inside = "small/', 'inside = "../', "a path inside its folder"),
        ('inside = "small/model.safetensors",', 'parts = [], inside = "a",', "parts` is an unknown key"),
        ("archive = [", 'folder = "small_weights"\narchive = [', "`weights[1].archive` stands beside `folder`"),
    ],
)
def test_a_wrong_archive_is_refused(catalogue: Path, old: str, new: str, complaint: str) -> None:
    catalogue.write_text(in_archive(**{old: new}) + ENTRY, encoding="utf-8")
    with pytest.raises(WeightsError) as caught:
        load_catalogue(catalogue)
    assert complaint in str(caught.value)


def test_the_shipped_catalogue_is_read_once() -> None:
    assert shipped_catalogue() is shipped_catalogue()
