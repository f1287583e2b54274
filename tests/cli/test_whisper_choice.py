from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.cli import main
from coach.cli.whisper_choice import whisper_choice
from coach.paths import Paths, find_paths
from coach.practice.machine_speed import MachineSpeed
from coach.practice.speed_file import write_speed
from coach.settings import Settings
from coach.wiring import this_whisper_machine, with_weights


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return find_paths({"COACH_HOME": str(tmp_path)})


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
    assert "not measured yet" in whisper_choice(paths, Settings())[0]


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
    paths.settings.write_text("[weights]\nwisper = 1\n")
    assert main(["models"]) == 0
    said = capsys.readouterr().out
    assert "wisper" in said
    assert "all-MiniLM-L6-v2" in said


def test_the_doctor_says_which_weights_hear_the_answers(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    remember(paths, 1.5)
    main(["doctor", "--quick"])
    assert "ok    Whisper base: base took 1.5 s for 10.0 s of speech, 15% of real time" in capsys.readouterr().out
