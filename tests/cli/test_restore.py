import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from faults.history_flips import ATTEMPTS, an_attempt, fill

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


def damaged(paths: Paths) -> None:
    fill(paths.history)
    with closing(sqlite3.connect(paths.history, isolation_level=None)) as connection:
        connection.execute("UPDATE attempts SET kind = 'sung' WHERE number = 7")
        connection.execute("UPDATE attempts SET problem = x'fe' WHERE number = 8")


def test_a_damaged_row_is_named_by_history_and_doctor_and_the_others_are_listed(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged(paths)
    assert main(["history"]) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == ATTEMPTS - 1  # a heading, and all but two
    assert "2 attempts could not be read (number 7, 2026-03-08; number 8, 2026-03-09)." in told.err
    assert "coach doctor --repair" in told.err
    main(["doctor", "--quick"])
    assert f"look  {ATTEMPTS - 2} attempts in the history; 2 attempts could not be read" in capsys.readouterr().out


def test_a_repair_says_what_it_copied_and_what_it_could_not(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    damaged(paths)
    assert main(["doctor", "--repair", "--yes"]) == 0
    told = capsys.readouterr().out
    assert f"{ATTEMPTS - 1} attempts can be copied" in told
    assert "1 of them is incomplete: number 8, 2026-03-09." in told
    assert "1 cannot be read: number 7, 2026-03-08." in told
    (aside,) = paths.history.parent.glob("history-damaged-*.db")
    assert str(aside) in told
    assert History(paths.history).load(an_attempt(9).id) == an_attempt(9)
    assert main(["doctor", "--repair", "--yes"]) == 0
    assert "The history is fine" in capsys.readouterr().out


def test_a_history_of_which_the_first_bytes_are_lost_is_repaired(paths: Paths) -> None:
    fill(paths.history)
    data = bytearray(paths.history.read_bytes())
    data[:4] = b"\xff" * 4
    paths.history.write_bytes(data)
    assert main(["doctor", "--repair", "--yes"]) == 0
    assert History(paths.history).count() == ATTEMPTS


def test_without_anybody_to_ask_nothing_is_repaired(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    damaged(paths)
    before = paths.history.read_bytes()
    assert main(["doctor", "--repair"]) == 1
    assert "Add --yes" in capsys.readouterr().err
    assert paths.history.read_bytes() == before


def test_there_is_nothing_to_repair_before_the_first_answer(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--repair"]) == 0
    assert "no history yet" in capsys.readouterr().out


def test_an_empty_file_is_moved_aside_only_on_request(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    paths.history.touch()
    assert main(["history"]) == 1
    assert "is an empty file" in capsys.readouterr().err
    assert main(["doctor", "--repair"]) == 1
    assert paths.history.exists()
    assert main(["doctor", "--repair", "--yes"]) == 0
    assert not paths.history.exists()
    assert len(list(paths.history.parent.glob("history-empty-*.db"))) == 1


def test_a_file_of_another_program_is_refused_by_name(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(paths.history)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = paths.history.read_bytes()
    assert main(["doctor", "--repair", "--yes"]) == 1
    assert "another program" in capsys.readouterr().err
    main(["doctor", "--quick"])
    assert "another program" in capsys.readouterr().out
    assert paths.history.read_bytes() == before
