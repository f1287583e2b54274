from datetime import date
from pathlib import Path

import pytest
from faults.history_flips import an_attempt

from coach.cli import main
from coach.history.copies import keep_copy
from coach.history.history import History
from coach.paths import Paths, find_paths


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return find_paths()


def with_copies(paths: Paths) -> None:
    for day in (1, 2):
        History(paths.history).save(an_attempt(day))
        keep_copy(paths.history, paths.copies, date(2026, 3, day))
    History(paths.history).save(an_attempt(3))


def test_without_a_copy_it_says_when_there_will_be_one(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore"]) == 0
    assert "There is no copy of the history yet." in capsys.readouterr().out


def test_the_copies_are_listed_with_number_day_and_attempts(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    with_copies(paths)
    assert main(["restore"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        " 1  2026-03-02  2 attempts",
        " 2  2026-03-01  1 attempt",
        "    now         3 attempts",
        "`coach restore 1` brings back the newest.",
    ]


@pytest.mark.parametrize(("which", "attempts"), [("1", 2), ("2026-03-01", 1)])
def test_one_is_brought_back_by_number_or_day_and_the_present_one_stays(
    paths: Paths, capsys: pytest.CaptureFixture[str], which: str, attempts: int
) -> None:
    with_copies(paths)
    assert main(["restore", which]) == 0
    assert History(paths.history).count() == attempts
    (aside,) = paths.history.parent.glob("history-replaced-*.db")
    assert History(aside).count() == 3
    assert str(aside) in capsys.readouterr().out


def test_an_unknown_copy_is_an_error_with_a_hint(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", "9"]) == 1
    assert "`coach restore` lists the copies" in capsys.readouterr().err


def test_a_file_of_another_program_is_said_to_be_in_the_way(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    with_copies(paths)
    paths.history.write_text("Dear diary,")
    main(["restore"])
    assert "not a database" in capsys.readouterr().out


def test_paths_names_the_copies_and_the_drafts(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    main(["paths"])
    told = capsys.readouterr().out
    assert str(paths.copies) in told
    assert str(paths.drafts) in told
