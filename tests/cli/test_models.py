import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.cli import main
from coach.cli.models import Finding, checksums, judge_choice, weights_with_places, whisper_choice
from coach.paths import Paths, find_paths
from coach.practice.fitting_transcriber import MachineSpeed, write_speed
from coach.settings import Settings, WeightsSettings
from coach.weights.catalogue import load_catalogue, shipped_catalogue
from coach.weights.inventory import delta_card
from coach.wiring import this_whisper_machine, with_weights

CATALOGUE = f"""
[[weights]]
name = "small"
title = "Small"
role = "reader"
licence = "MIT"
source = "somewhere"
packages = ["no-such-package-anywhere==1.0"]
format = "bytes"
folder = "no_such_package_anywhere/model"
size = 3
files = [{{ path = "model.safetensors", size = 3, sha256 = "{"a" * 64}" }}]

[[deltas]]
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


def test_a_delta_is_listed_below_the_weights_it_is_for_with_licence_and_state(catalogue: Path, tmp_path: Path) -> None:
    weights, card = weights_with_places(load_catalogue(catalogue), tmp_path / "w")
    assert "small" in weights
    assert card.startswith("interview  delta  0.0 MB  CC-BY-SA-4.0  ready\n")
    assert "    for     small, only where " in card
    assert str(tmp_path / "made.safetensors") in card
    (tmp_path / "made.safetensors").write_bytes(b"old")
    assert "  damaged\n" in weights_with_places(load_catalogue(catalogue), tmp_path / "w")[1]


def test_the_checksums_are_those_of_the_catalogue(catalogue: Path) -> None:
    assert checksums(load_catalogue(catalogue)) == [
        f"{'a' * 64}  small/model.safetensors",
        f"{hashlib.sha256(b'new').hexdigest()}  made.safetensors",
    ]


def test_the_command_prints_everything_that_is_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    assert main(["models"]) == 0
    shown = capsys.readouterr().out
    assert all(line in shown for line in checksums(shipped_catalogue()))
    assert all(delta_card(delta) in shown for delta in shipped_catalogue().deltas)


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    return find_paths({"COACH_HOME": str(tmp_path / "home")})


@pytest.fixture
def nli(tmp_path: Path) -> Path:
    folder = tmp_path / "my-nli"
    folder.mkdir()
    for name in ("config.json", "model.safetensors", "vocab.txt"):
        (folder / name).write_bytes(b"{}")
    return folder


def weights(**chosen: str) -> Settings:
    return replace(Settings(), weights=WeightsSettings(**chosen))


def test_without_a_second_vote_the_embedder_and_the_reader_are_named(paths: Paths) -> None:
    embedder, reader = judge_choice(paths, Settings())
    assert embedder.good
    assert embedder.what.startswith("embedder all-MiniLM-L6-v2, which comes with the program")
    assert reader == Finding(True, f"reader {shipped_catalogue().reader.name}, made of all-mpnet-base-v2")


def test_a_second_vote_from_a_folder_is_named_with_its_place(paths: Paths, nli: Path) -> None:
    *_, second = judge_choice(paths, weights(second_vote=str(nli)))
    assert second == Finding(True, f"second vote about contradictions: my-nli, the folder {nli}")


def test_a_second_vote_that_is_not_here_yet_is_said_to_be_downloaded_later(paths: Paths) -> None:
    *_, second = judge_choice(paths, weights(second_vote="nli-small"))
    assert second.good
    assert second.what.endswith("cross-encoder/nli-small, which is downloaded when it is first needed")
    assert not paths.weights.exists()


def test_a_second_vote_that_cannot_be_used_comes_with_two_ways_out(paths: Paths, nli: Path) -> None:
    (nli / "model.safetensors").rename(nli / "pytorch_model.bin")
    *_, second = judge_choice(paths, weights(second_vote=str(nli)))
    assert not second.good
    assert "is a pickle" in second.what
    assert second.advice == (f'Give the folder of a CrossEncoder model. Or write second_vote = "" in {paths.settings}.')


def test_another_embedder_leaves_the_reader_as_it_is(paths: Paths, nli: Path) -> None:
    embedder, reader = judge_choice(paths, weights(embedder=str(nli)))
    assert embedder == Finding(True, f"embedder my-nli, the folder {nli}")
    assert reader == judge_choice(paths, Settings())[1]


def test_an_embedder_that_is_not_there_is_said_and_the_reader_is_named_all_the_same(paths: Paths) -> None:
    embedder, reader = judge_choice(paths, weights(embedder="/no/such/folder"))
    assert not embedder.good
    assert reader.good


@pytest.mark.parametrize("command", [["models"], ["doctor", "--quick"]])
def test_the_commands_name_the_embedder_the_reader_and_the_second_vote(
    command: list[str], paths: Paths, nli: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(command)
    assert "second vote" not in capsys.readouterr().out
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(f"[weights]\nsecond_vote = '{nli}'\n", encoding="utf-8")
    main(command)
    shown = capsys.readouterr().out
    assert "embedder all-MiniLM-L6-v2, which comes with the program" in shown
    assert f"reader {shipped_catalogue().reader.name}, made of all-mpnet-base-v2" in shown
    assert f"second vote about contradictions: my-nli, the folder {nli}" in shown


def remember(paths: Paths, took: float) -> None:
    write_speed(
        paths.machine_speed,
        MachineSpeed(this_whisper_machine(), 10.0, took, datetime(2026, 3, 1, 12, 0, tzinfo=UTC)),
    )


@pytest.mark.parametrize(("took", "weights", "share"), [(1.5, "base", "15%"), (9.0, "tiny.en", "90%")])
def test_what_was_chosen_and_why_and_how_to_change_it_is_said(
    paths: Paths, took: float, weights: str, share: str
) -> None:
    remember(paths, took)
    choice, change = whisper_choice(paths, Settings())
    assert choice.startswith(f"Whisper {weights}: ")
    assert share in choice
    assert "2026-03-01" in choice
    assert "doctor --measure" in change
    assert str(paths.settings) in change
    assert "--whisper NAME" in change


def test_before_the_first_measurement_nothing_is_claimed(paths: Paths) -> None:
    assert "not been measured yet" in whisper_choice(paths, Settings())[0]


def test_weights_chosen_by_name_are_not_said_to_be_measured(paths: Paths) -> None:
    remember(paths, 9.0)
    choice, change = whisper_choice(paths, with_weights(Settings(), "small", None))
    assert choice == "Whisper small, chosen by name"
    assert '"auto"' in change


def test_models_says_which_weights_hear_the_answers(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    remember(paths, 9.0)
    assert main(["models"]) == 0
    assert "In use: Whisper tiny.en: base took 9.0 s" in capsys.readouterr().out
    assert main(["--whisper", "small", "models"]) == 0
    assert "In use: Whisper small, chosen by name." in capsys.readouterr().out


def test_models_lists_the_weights_beside_broken_settings(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text("[weights]\nwisper = 1\n")
    assert main(["models"]) == 0
    said = capsys.readouterr().out
    assert "wisper" in said
    assert "all-MiniLM-L6-v2" in said


def test_the_doctor_says_which_weights_hear_the_answers(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    remember(paths, 1.5)
    main(["doctor", "--quick"])
    assert "ok    Whisper base: base took 1.5 s for 10.0 s of speech, 15% of real time" in capsys.readouterr().out
