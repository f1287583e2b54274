import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coach.errors import WeightsError
from coach.weights.downloading import download, read_record

if TYPE_CHECKING:
    from conftest import FakeHub

NAME = "Systran/faster-whisper-small"


def quiet(line: str) -> None:
    del line


def test_a_model_is_announced_fetched_and_kept_with_its_record(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    said: list[str] = []
    folder = download("whisper", NAME, tmp_path, said.append, hub=whisper_hub)
    assert folder == tmp_path / "downloads" / "whisper" / "Systran--faster-whisper-small"
    assert said[:2] == [f"Looking for {NAME} at hub.test", f"Downloading {NAME}, 0 MB, from hub.test"]
    assert (folder / "model.bin").read_bytes() == b"weights" * 100
    record = read_record(folder)
    assert record is not None
    assert (record.repository, record.revision, record.size) == (NAME, "0" * 40, 708)


def test_only_the_files_that_whisper_needs_are_fetched(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    assert sorted(whisper_hub.fetched) == ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"]


def test_pickles_and_code_of_an_embedder_are_never_fetched(embedder_hub: "FakeHub", tmp_path: Path) -> None:
    download("embedder", "a/b", tmp_path, quiet, hub=embedder_hub)
    assert sorted(embedder_hub.fetched) == [
        "1_Pooling/config.json",
        "config.json",
        "model.safetensors",
        "modules.json",
        "vocab.txt",
    ]


def test_an_embedder_that_is_only_pickled_is_refused_before_anything_is_fetched(
    embedder_hub: "FakeHub", tmp_path: Path
) -> None:
    del embedder_hub.files["model.safetensors"]
    with pytest.raises(WeightsError, match="pickle"):
        download("embedder", "a/b", tmp_path, quiet, hub=embedder_hub)
    assert embedder_hub.fetched == []


def test_a_file_that_would_land_outside_the_folder_is_never_fetched(embedder_hub: "FakeHub", tmp_path: Path) -> None:
    embedder_hub.files |= {"../evil.json": b"{}", "/evil.json": b"{}", "a/../../evil.json": b"{}"}
    download("embedder", "a/b", tmp_path, quiet, hub=embedder_hub)
    assert not [name for name in embedder_hub.fetched if "evil" in name]


def test_a_second_call_uses_what_is_there_without_asking_the_hub(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    first = download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    whisper_hub.offline = True
    assert download("whisper", NAME, tmp_path, quiet, hub=whisper_hub) == first
    assert whisper_hub.looked_up == [NAME]


def test_a_damaged_download_is_fetched_again(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    folder = download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    (folder / "model.bin").write_bytes(b"Weights" * 100)
    download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    assert (folder / "model.bin").read_bytes() == b"weights" * 100


@pytest.mark.parametrize("record", ["", "{", "[]", "{}", '{"repository": "a", "revision": "b", "files": []}'])
def test_a_folder_with_a_broken_record_is_not_used(whisper_hub: "FakeHub", tmp_path: Path, record: str) -> None:
    folder = download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    (folder / "download.json").write_text(record)
    download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    assert whisper_hub.looked_up == [NAME, NAME]
    assert json.loads((folder / "download.json").read_text())["repository"] == NAME


def test_what_was_interrupted_is_not_used_and_is_gone_on_with(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    places: list[Path] = []

    def break_off(folder: Path) -> None:
        places.append(folder)
        raise ConnectionResetError(104, "Connection reset by peer")

    whisper_hub.during_fetch = break_off
    with pytest.raises(WeightsError, match="Connection reset by peer"):
        download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    assert not (tmp_path / "downloads" / "whisper").exists()
    whisper_hub.during_fetch = places.append
    folder = download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    assert places[0] == places[1]
    assert (folder / "model.bin").is_file()
    assert not places[0].exists()


def test_a_file_that_arrives_damaged_is_refused_and_fetched_again_next_time(
    whisper_hub: "FakeHub", tmp_path: Path
) -> None:
    whisper_hub.during_fetch = lambda folder: (folder / "model.bin").write_bytes(b"Weights" * 100) and None
    with pytest.raises(WeightsError, match=r"model\.bin of .* arrived damaged"):
        download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    assert not list(tmp_path.rglob("model.bin"))


def test_progress_is_said_while_the_download_runs(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    seen = threading.Event()
    said: list[str] = []

    def listen(line: str) -> None:
        said.append(line)
        if "%" in line:
            seen.set()

    def wait_half_way(folder: Path) -> None:
        # 250,000 of 1,000,008 bytes are there until the progress has been said.
        whole = (folder / "model.bin").read_bytes()
        (folder / "model.bin").write_bytes(whole[:250_000])
        assert seen.wait(timeout=30)
        (folder / "model.bin").write_bytes(whole)

    whisper_hub.files["model.bin"] = b"w" * 1_000_000
    whisper_hub.during_fetch = wait_half_way
    download("whisper", NAME, tmp_path, listen, hub=whisper_hub)
    percents = [int(line.split(": ")[1].split(" %")[0]) for line in said if "%" in line]
    assert percents
    assert 1 <= percents[0] <= 25
    assert said[1] == f"Downloading {NAME}, 1 MB, from hub.test"


def test_a_disk_without_room_is_said_before_the_download_begins(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    whisper_hub.claims["model.bin"] = 10**18
    with pytest.raises(WeightsError, match=r"needs 1,000,000,000,000,000,008 bytes in .*downloads"):
        download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    assert whisper_hub.fetched == []


def test_offline_is_said_with_the_hint_that_was_given(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    whisper_hub.offline = True
    with pytest.raises(WeightsError) as caught:
        download("whisper", NAME, tmp_path, quiet, hub=whisper_hub, hint="Choose base.")
    assert caught.value.message == f"hub.test could not be reached for {NAME}."
    assert caught.value.hint == "Choose base."
    assert list(tmp_path.iterdir()) == []


def test_a_download_that_another_run_finished_meanwhile_is_used(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    def other_run_is_quicker(folder: Path) -> None:
        whisper_hub.during_fetch = lambda _folder: None
        download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)

    whisper_hub.during_fetch = other_run_is_quicker
    folder = download("whisper", NAME, tmp_path, quiet, hub=whisper_hub)
    assert (folder / "model.bin").is_file()
    assert len(whisper_hub.looked_up) == 2
