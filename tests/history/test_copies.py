"""Daily copies of the history."""

import os
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from faults.history_flips import an_attempt

from coach.errors import HistoryError
from coach.history.copies import KEPT, count_attempts, keep_copy, list_copies, restore_copy
from coach.history.history import History
from coach.history.shelves import Marks
from coach.whole_files import PART

DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def history(tmp_path: Path) -> History:
    history = History(tmp_path / "history.db")
    history.save(an_attempt(1))
    return history


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "history-copies"


def test_a_copy_holds_everything_and_is_its_owners_only(history: History, folder: Path) -> None:
    copy = keep_copy(history.path, folder, DAY)
    assert copy == folder / "history-2026-03-01.db"
    assert tuple(History(copy).each()) == (an_attempt(1),)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [each.name for each in folder.iterdir()] == [copy.name]


def test_there_is_one_copy_a_day(history: History, folder: Path) -> None:
    assert keep_copy(history.path, folder, DAY) is not None
    history.save(an_attempt(2))
    assert keep_copy(history.path, folder, DAY) is None
    assert [count_attempts(copy) for copy in list_copies(folder)] == [1]


def test_where_nothing_was_saved_there_is_no_copy_and_no_folder(tmp_path: Path, folder: Path) -> None:
    assert keep_copy(tmp_path / "history.db", folder, DAY) is None
    assert not folder.exists()


def test_the_last_seven_copies_are_kept_newest_first(history: History, folder: Path) -> None:
    for day in range(10):
        history.save(an_attempt(day + 2))
        keep_copy(history.path, folder, DAY + timedelta(days=day))
    assert [copy.day.day for copy in list_copies(folder)] == [10, 9, 8, 7, 6, 5, 4]
    assert KEPT == 7


def test_the_copy_with_the_most_attempts_stays_when_the_history_was_emptied(history: History, folder: Path) -> None:
    for number in range(2, 6):
        history.save(an_attempt(number))
    keep_copy(history.path, folder, DAY)
    history.path.unlink()
    history.save(an_attempt(1))
    for day in range(1, 12):
        keep_copy(history.path, folder, DAY + timedelta(days=day))
    copies = list_copies(folder)
    assert [copy.day.day for copy in copies] == [12, 11, 10, 9, 8, 7, 1]
    assert count_attempts(copies[-1]) == 5


def test_a_damaged_history_pushes_no_good_copy_out(history: History, folder: Path) -> None:
    for day in range(7):
        history.save(an_attempt(day + 2))
        keep_copy(history.path, folder, DAY + timedelta(days=day))
    good = {copy.path.name: copy.path.read_bytes() for copy in list_copies(folder)}
    data = bytearray(history.path.read_bytes())
    at = data.index(b"word3x4 ")
    data[at] = 0xFE
    history.path.write_bytes(data)
    assert keep_copy(history.path, folder, DAY + timedelta(days=30)) is None
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == good


@pytest.mark.parametrize("present", ["healthy", "damaged", "empty", "foreign", "missing"])
def test_a_copy_takes_the_place_of_whatever_is_there_and_that_stays_beside_it(
    history: History, folder: Path, present: str
) -> None:
    keep_copy(history.path, folder, DAY)
    content = {"damaged": b"SQLite format 3\x00" + b"\xff" * 4000, "empty": b"", "foreign": b"Dear diary,"}
    if present == "healthy":
        history.save(an_attempt(2))
    elif present == "missing":
        history.path.unlink()
    else:
        history.path.write_bytes(content[present])
    aside = restore_copy(list_copies(folder)[0], history.path, NOW)
    assert tuple(history.each()) == (an_attempt(1),)
    history.save(an_attempt(3))
    assert len(list_copies(folder)) == 1
    if present == "missing":
        assert aside is None
    else:
        assert aside is not None
        assert aside.name == "history-replaced-2026-03-20-090000.db"
    if present in content:
        assert aside is not None
        assert aside.read_bytes() == content[present]
    elif aside is not None:
        assert len(History(aside).attempts()) == 2


def test_a_damaged_copy_is_not_put_back(history: History, folder: Path) -> None:
    copy = keep_copy(history.path, folder, DAY)
    assert copy is not None
    copy.write_bytes(copy.read_bytes()[:9000])
    before = history.path.read_bytes()
    with pytest.raises(HistoryError):
        restore_copy(list_copies(folder)[0], history.path, NOW)
    assert history.path.read_bytes() == before
    assert sorted(each.name for each in history.path.parent.iterdir()) == ["history-copies", "history.db"]


def test_files_of_other_names_are_no_copies(folder: Path) -> None:
    folder.mkdir()
    for name in ("history-latest.db", "notes.txt", ".copy-abc"):
        (folder / name).touch()
    assert list_copies(folder) == ()


def test_what_a_killed_program_left_half_made_is_swept_away_a_day_later(history: History, folder: Path) -> None:
    folder.mkdir()
    young = folder / f".history-young{PART}"
    old = [folder / f".history-old{PART}", history.path.parent / f".history-old{PART}", folder / ".copy-old"]
    for each in (*old, young):
        each.write_text("half")
    for each in old:
        os.utime(each, (0, 0))
    keep_copy(history.path, folder, DAY)
    assert [each.exists() for each in (*old, young)] == [False, False, False, True]


def test_what_was_deleted_in_a_copy_can_be_brought_back_for_a_week_from_its_restoring_on(
    history: History, folder: Path
) -> None:
    history.put(an_attempt(1).id, Marks(deleted_at=NOW - timedelta(days=30)))
    history.save(an_attempt(2))
    keep_copy(history.path, folder, DAY)
    restore_copy(list_copies(folder)[0], history.path, NOW)
    assert history.deleted(NOW + timedelta(days=1)) == {an_attempt(1).id: NOW}
    assert history.count() == 1
