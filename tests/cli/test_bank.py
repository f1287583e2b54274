from argparse import Namespace
from pathlib import Path

import pytest
from sockets import Attempted

from coach.cli import main
from coach.cli.bank import run_check
from coach.paths import find_paths
from coach.wiring import read_bank

TEXT = 'id = "mine"\nquestion = "Why?"\n\n[[key_points]]\nid = "a"\npoint = "Because."\n'


def test_a_deleted_question_is_put_back_as_it_was_last_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "rubrics" / "concepts" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text(TEXT, encoding="utf-8")
    read_bank(find_paths())
    file.unlink()
    assert main(["bank", "show", "mine"]) == 1
    assert main(["bank", "restore", "mine"]) == 0
    assert "Restored" in capsys.readouterr().out
    assert main(["bank", "show", "mine"]) == 0


@pytest.mark.parametrize("question_id", ["never-there", "../history", ""])
def test_what_was_never_kept_cannot_be_put_back(question_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "restore", question_id]) == 1
    assert "No earlier version of that question was kept." in capsys.readouterr().err


LASSO = "Lasso drives many of the weights exactly to zero, so that it selects features."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("COACH_HOME", str(folder))
    folder.mkdir()
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(
        'id = "mine"\nquestion = "What do xqztly logits do?"\nmodel_answer = "Lunch was fine yesterday, thank you."\n'
        f'[[key_points]]\nid = "sparse"\npoint = "{LASSO}"\nmistakes = ["Lasso keeps all features."]\n'
    )
    return path


def check(path: Path | None, *, quick: bool = False) -> int:
    return run_check(Namespace(path=None if path is None else str(path), quick=quick))


def test_quick_gives_the_findings_that_need_no_weights_and_the_sum(
    file: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(file, quick=True) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert "`key_points` has 1 entry" in first
    assert "`model_answer` takes 2 s" in second
    assert last == "Found no errors and 2 warnings."
    assert list(home.iterdir()) == []


def test_a_file_that_breaks_the_format_is_one_error_and_nothing_is_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.toml").write_text("[")
    assert check(tmp_path / "bad.toml") == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "Found 1 error and no warnings."
    assert said.err == ""


def test_the_shipped_bank_has_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(None, quick=True) == 0
    assert capsys.readouterr().out == "Found no errors and no warnings.\n"


def test_settings_that_cannot_be_read_leave_the_other_findings_and_one_line_says_why(
    file: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "coach.toml").write_text("[")
    assert check(file) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "Found no errors and 2 warnings."
    (line,) = said.err.splitlines()
    assert line.startswith("Not tried out with the judge and the voice: ")
    assert "coach.toml" in line


def test_without_the_judges_weights_the_voice_still_has_its_say(
    file: Path, home: Path, capsys: pytest.CaptureFixture[str], outside: Attempted
) -> None:
    (home / "coach.toml").write_text('[weights]\nembedder = "no/such-weights"\n')
    assert check(file) == 0
    assert set(outside.take()) <= {"socket.getaddrinfo ('huggingface.co', 443)"}  # asked for by its name
    said = capsys.readouterr()
    assert '"xqztly", "logits"' in said.out
    assert "in the question's own" not in said.out
    assert "Not tried out with the judge: " in said.err


@pytest.mark.weights
def test_the_judge_and_the_voice_add_their_warnings(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(file) == 0
    *found, last = capsys.readouterr().out.splitlines()
    own, words = found[2:]
    assert own.startswith(f"warning: {file}: `key_points[1]` (sparse) is missed in the question's own `model_answer`")
    assert '`question` has "xqztly", "logits", which are not in the voice\'s dictionary' in words
    assert last == "Found no errors and 4 warnings."
