from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coach.weights.catalogue import shipped_catalogue
from coach.weights.downloading import download
from coach.weights.inventory import Installed, State, as_text, inventory
from coach.weights.packages import join_weight

if TYPE_CHECKING:
    from conftest import FakeHub, SmallWeights


def quiet(line: str) -> None:
    del line


@pytest.fixture
def look(small: "SmallWeights", tmp_path: Path) -> Callable[[], Installed]:
    """Takes the inventory of the small weights."""

    def take() -> Installed:
        (entry,) = inventory([small.weight], tmp_path / "w", find_package=small.find_package)
        return entry

    return take


def test_parts_that_are_not_joined_yet_are_installed_and_verified(look: Callable[[], Installed]) -> None:
    entry = look()
    assert entry.state is State.PARTS
    assert entry.installed
    assert entry.verified


def test_taking_an_inventory_writes_nothing(look: Callable[[], Installed], tmp_path: Path) -> None:
    look()
    assert not (tmp_path / "w").exists()


def test_joined_weights_are_ready_where_they_are(
    look: Callable[[], Installed], small: "SmallWeights", tmp_path: Path
) -> None:
    folder = join_weight(small.weight, tmp_path / "w", quiet, find_package=small.find_package)
    entry = look()
    assert (entry.state, entry.folder) == (State.READY, folder)


def test_a_damaged_part_is_not_verified(look: Callable[[], Installed], small: "SmallWeights") -> None:
    (small.packages / "one" / "model.part1").write_bytes(b"other")
    entry = look()
    assert entry.state is State.DAMAGED
    assert entry.installed
    assert not entry.verified


def test_a_missing_package_is_not_installed(small: "SmallWeights", tmp_path: Path) -> None:
    in_place = replace(small.weight, name="other", folder="two", files=small.weight.files[1:])
    entries = inventory([small.weight, in_place], tmp_path, find_package=lambda name: None)
    assert [(entry.state, entry.folder, entry.installed) for entry in entries] == [(State.MISSING, None, False)] * 2


def test_weights_that_are_put_together_only_for_a_while_are_ready_where_their_parts_are(
    archived: "SmallWeights", tmp_path: Path
) -> None:
    (entry,) = inventory([archived.weight], tmp_path, find_package=archived.find_package)
    assert (entry.state, entry.folder) == (State.READY, archived.packages / "one")
    (archived.packages / "two" / "zip").write_bytes(b"other")
    (entry,) = inventory([archived.weight], tmp_path, find_package=archived.find_package)
    assert entry.state is State.DAMAGED


def test_downloads_are_listed_after_the_shipped_ones_with_where_they_came_from(
    whisper_hub: "FakeHub", tmp_path: Path
) -> None:
    folder = download("whisper", "a/b", tmp_path, quiet, hub=whisper_hub)
    (entry,) = inventory([], tmp_path)
    assert (entry.name, entry.role, entry.size, entry.state, entry.folder) == ("a/b", "whisper", 708, "ready", folder)
    assert entry.source == f"https://huggingface.co/a/b, revision {'0' * 40}"


def test_a_download_that_was_damaged_later_is_listed_as_damaged(whisper_hub: "FakeHub", tmp_path: Path) -> None:
    folder = download("whisper", "a/b", tmp_path, quiet, hub=whisper_hub)
    (folder / "config.json").write_bytes(b"[]")
    assert [entry.state for entry in inventory([], tmp_path)] == [State.DAMAGED]


def test_folders_that_no_download_made_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / "downloads" / "whisper" / "mine").mkdir(parents=True)
    assert inventory([], tmp_path) == ()


def test_the_table_has_a_line_for_each_weight_and_its_place_and_source_below() -> None:
    entries = [
        Installed("base", "whisper", 150_218_479, "MIT", "OpenAI", State.READY, Path("/data/whisper-base")),
        Installed("a/b", "embedder", 1_000_000, "", "hub", State.MISSING, None),
    ]
    assert as_text(entries).splitlines() == [
        "name  role          size  licence     state",
        "base  whisper   150.2 MB  MIT         ready",
        "    where   " + str(Path("/data/whisper-base")),
        "    source  OpenAI",
        "a/b   embedder    1.0 MB  see source  not installed",
        "    where   -",
        "    source  hub",
    ]


@pytest.mark.weights
def test_every_shipped_weight_is_installed_and_intact(tmp_path: Path) -> None:
    entries = inventory(shipped_catalogue().weights, tmp_path)
    assert [(entry.name, entry.state.value) for entry in entries] == [
        ("base", "parts ready"),
        ("tiny.en", "ready"),
        ("all-MiniLM-L6-v2", "ready"),
        ("all-mpnet-base-v2", "ready"),
        ("heart", "ready"),
        ("silero-vad-v6", "ready"),
    ]
