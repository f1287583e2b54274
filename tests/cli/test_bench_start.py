import argparse
import json
import time
from pathlib import Path

import pytest

from coach.bench.fresh_process import ALL, JUDGE, RECOGNISER, VOICE, FreshProcess, JudgeLoaded, Start, Started
from coach.cli.bench_start import furnished, run
from coach.cli.parser import build_parser
from coach.cli.setup import chosen_weights
from coach.paths import Paths, find_paths

LATER = Started({VOICE: 1.0, RECOGNISER: 1.2, JUDGE: 1.4, ALL: 2.0}, 600.0)
START = Start(3, LATER, LATER, 1.9, 0.1, JudgeLoaded(1.0, 300.0), JudgeLoaded(10.0, 600.0))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("COACH_HOME", str(folder))
    return folder


def parsed(*arguments: str) -> argparse.Namespace:
    return build_parser().parse_args(["bench", "start", *arguments])


def measure(_paths: Paths, _arguments: argparse.Namespace) -> Start:
    return START


def test_the_figures_are_printed_as_a_table_or_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(parsed(), measure) == 0
    assert "1.40 s" in capsys.readouterr().out
    assert run(parsed("--json"), measure) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["later"]["seconds"]["judge"] == 1.4
    assert shown["ratio"]["seconds"] == 0.1


def test_the_users_folder_stays_as_it_is(home: Path) -> None:
    run(parsed(), measure)
    assert list(home.iterdir()) == []


def test_the_processes_work_in_another_folder_with_the_users_settings(home: Path, tmp_path: Path) -> None:
    (home / "coach.toml").write_text("[voice]\nvolume = 0.5\n")
    (home / "history.db").write_bytes(b"private")
    process = furnished(find_paths(), tmp_path / "elsewhere")
    assert process.home == tmp_path / "elsewhere" / "home"
    assert sorted(each.name for each in process.home.iterdir()) == ["coach.toml", "models"]


def test_weights_chosen_on_the_command_line_are_handed_on() -> None:
    assert chosen_weights(parsed("--whisper", "tiny.en")) == ("--whisper=tiny.en",)
    assert chosen_weights(parsed()) == ()


@pytest.mark.parametrize("runs", ["0", "many"])
def test_at_least_one_run(runs: str) -> None:
    with pytest.raises(SystemExit):
        parsed("--runs", runs)


@pytest.mark.weights
def test_a_start_tells_when_each_part_was_ready_and_keeps_to_its_folder(tmp_path: Path) -> None:
    process = FreshProcess(tmp_path / "home")
    began = time.monotonic()
    found = process.part("start", "ours", "--whisper=base")
    took = time.monotonic() - began
    assert set(found["seconds"]) == {VOICE, RECOGNISER, JUDGE, ALL}
    assert 0.0 < max(found["seconds"][each] for each in (VOICE, RECOGNISER, JUDGE)) <= found["seconds"][ALL] <= took
    assert found["memory_mb"] > 100.0
    assert [each.name for each in tmp_path.iterdir()] == ["home"]
