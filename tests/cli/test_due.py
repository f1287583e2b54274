"""`coach due`."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pilots import sample_attempt

from coach.cli import main
from coach.cli.due import run
from coach.cli.parser import build_parser
from coach.history.history import History
from coach.practice.schedule import recall

HEAVY = ("numpy", "scipy", "textual", "torch", "ctranslate2", "fsrs", "importlib.metadata", "email", "json")


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return History(tmp_path / "history.db")


def answered(history: History) -> None:
    history.save(sample_attempt())  # on the 1st of March 2026
    recall(history)


def told(day: date, *options: str) -> int:
    return run(build_parser().parse_args(["due", *options]), lambda: day)


def test_it_says_in_one_line_how_much_is_due(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    answered(history)
    assert told(date(2027, 1, 1)) == 0
    assert capsys.readouterr().out == "coach: 2 points due, about 3 min\n"
    assert told(date(2026, 3, 1)) == 0
    assert capsys.readouterr().out == "coach: nothing due\n"


def test_quietly_only_the_exit_code_says_it(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--quiet"]) == 1
    answered(history)
    assert told(date(2027, 1, 1), "--quiet") == 0
    assert told(date(2026, 3, 1), "--quiet") == 1
    history.path.write_bytes(b"damaged" * 1000)
    assert main(["due", "--quiet"]) == 2
    assert capsys.readouterr() == ("", "")


def test_a_history_that_cannot_be_read_is_told_in_one_line_of_its_own_code(
    history: History, capsys: pytest.CaptureFixture[str]
) -> None:
    history.path.write_bytes(b"damaged" * 1000)
    assert main(["due"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert (
        printed.err == f"coach: The history {history.path} is damaged or no history. `coach doctor` says what to do.\n"
    )


def test_nothing_heavy_is_loaded(history: History) -> None:
    answered(history)
    code = f"import sys; from coach.cli import main; main(['due']); print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said, loaded = done.stdout.splitlines()
    assert said == "coach: 2 points due, about 3 min"  # missed in March 2026
    assert loaded == "[]"
