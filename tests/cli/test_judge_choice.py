from dataclasses import replace
from pathlib import Path

import pytest

from coach.cli import main
from coach.cli.finding import Finding
from coach.cli.judge_choice import judge_choice
from coach.paths import Paths, find_paths
from coach.settings import Settings, WeightsSettings
from coach.weights.differences import shipped_difference


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
    assert reader == Finding(True, f"reader {shipped_difference().name}, made of all-MiniLM-L6-v2")


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
    assert f"reader {shipped_difference().name}, made of all-MiniLM-L6-v2" in shown
    assert f"second vote about contradictions: my-nli, the folder {nli}" in shown
