import json
from pathlib import Path

import pytest

from coach.cli import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_bank_lists_all_forty_one_questions_by_topic(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "Fundamentals",
        "Algorithms",
        "Deep learning",
        "Stats & evaluation",
        "LLMs & modern",
        "ML coding",
        "ML system design",
        "Behavioral",
    ]
    assert sum(1 for line in lines if line.startswith("  ")) == 41


def test_one_question_is_shown_with_its_points(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "show", "l1-vs-l2"]) == 0
    shown = capsys.readouterr().out
    assert "L1 regularization drives some weights to exactly zero" in shown
    assert "Model answer:" in shown


def test_an_unknown_question_is_an_error_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "show", "l1-vs-l3"]) == 1
    assert "l1-vs-l2" in capsys.readouterr().err


def test_a_broken_question_file_fails_the_check_and_names_the_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('id = "mine"\nquestion = "Why?"\n[[key_points]]\nid = "a"\npoint = "Because."\nwieght = 2\n')
    assert main(["bank", "check", str(file)]) == 1
    assert "wieght" in capsys.readouterr().out


def test_the_shipped_bank_passes_its_own_check() -> None:
    assert main(["bank", "check", "--quick"]) == 0


def test_an_empty_history_is_an_empty_list_and_leaves_no_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert not home.exists()


def test_paths_names_the_history(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paths"]) == 0
    assert str(home / "history.db") in capsys.readouterr().out


def test_models_lists_the_weights_with_licence_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models"]) == 0
    shown = capsys.readouterr().out
    assert "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57" in shown
    assert all(word in shown for word in ("base", "tiny.en", "all-MiniLM-L6-v2", "heart", "MIT", "Apache-2.0"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["assess", "missing.wav", "--question", "lora"], "missing.wav"),
        (["assess", "--text", "missing.txt", "--question", "lora"], "missing.txt"),
        (["assess", "--text", "missing.txt", "--question", "lorra"], "missing.txt"),
        (["assess", "--rubric", "missing.toml", "--text", "pyproject.toml"], "missing.toml"),
    ],
)
def test_a_missing_file_is_named(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err


def test_a_damaged_history_is_told_of_before_any_work(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "history.db").write_text("garbage, and more of it than a header is long")
    assert main(["assess", "--text", "pyproject.toml", "--question", "lora"]) == 1
    captured = capsys.readouterr()
    assert "history.db" in captured.err
    assert captured.out == ""


def test_what_a_file_name_says_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "--text", "no\x1b[31msuch", "--question", "lora"]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_audio_and_text_together_are_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["assess", "a.wav", "--text", "b.txt", "--question", "lora"])
    assert caught.value.code == 2
    assert "AUDIO" in capsys.readouterr().err


def test_broken_settings_stop_the_command_and_name_the_key(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "coach.toml").write_text("[voice]\nmutd = true\n")
    assert main(["assess", "--text", "pyproject.toml", "--question", "lora"]) == 1
    assert "voice.mutd" in capsys.readouterr().err
