from pathlib import Path

import pytest

from coach.cli import main
from coach.paths import find_paths
from coach.wiring import read_bank

TEXT = 'id = "mine"\nquestion = "Why?"\n\n[[key_points]]\nid = "a"\npoint = "Because."\n'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return tmp_path


def test_a_deleted_question_is_put_back_as_it_was_last_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "rubrics" / "concepts" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text(TEXT, encoding="utf-8")
    read_bank(find_paths())
    file.unlink()
    assert main(["bank", "show", "mine"]) == 1
    assert main(["bank", "restore", "mine"]) == 0
    assert "Put back" in capsys.readouterr().out
    assert main(["bank", "show", "mine"]) == 0


@pytest.mark.parametrize("question_id", ["never-there", "../history", ""])
def test_what_was_never_kept_cannot_be_put_back(question_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "restore", question_id]) == 1
    assert "No version of that question was kept." in capsys.readouterr().err
