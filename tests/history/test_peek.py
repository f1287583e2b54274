"""A look at the history that waits for nobody and leaves everything as it is."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pilots import sample_attempt

from coach.errors import HistoryError
from coach.history.history import History
from coach.history.migrations import MIGRATIONS
from coach.history.peek import VERSION, DueKept, peek_due
from coach.plan.basis import basis
from coach.practice.schedule import recall

LATER = date(2027, 1, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    history = History(tmp_path / "history.db")
    history.save(sample_attempt())
    recall(history)
    return history.path


def look(path: Path) -> DueKept:
    return peek_due(path, basis(), LATER)


def test_it_knows_the_newest_tables() -> None:
    assert len(MIGRATIONS) == VERSION


def test_nothing_is_left_beside_the_file_and_the_file_stays_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    assert look(path).points
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_while_another_program_writes_it_reads_what_was_there_before(path: Path) -> None:
    expected = look(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE heard_questions SET since = ''")
        assert look(path) == expected
        other.execute("COMMIT")
        assert look(path).points == {}
        assert look(path).outdated


def test_other_rules_make_everything_outdated(path: Path) -> None:
    assert peek_due(path, "another basis", LATER) == DueKept({}, tuple(look(path).points))


def test_a_memory_that_was_tampered_with_is_not_believed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE memories SET due = '2020-01-01'")
    assert look(path).points == {}


def test_a_locked_history_is_not_waited_for(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE heard_questions SET since = ''")
        with pytest.raises(HistoryError, match="in use by another program"):
            look(path)


@pytest.mark.parametrize(("version", "said"), [(VERSION + 1, "newer version"), (VERSION - 1, "older version")])
def test_another_version_is_an_error_and_is_not_brought_up_to_date(path: Path, version: int, said: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(HistoryError, match=said):
        look(path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (version,)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_a_damaged_history_is_an_error_and_is_not_repaired(path: Path, content: bytes | None) -> None:
    path.write_bytes(path.read_bytes()[:9000] if content is None else content)
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="is damaged or no history"):
        look(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_something_else_of_that_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HistoryError):
        look(tmp_path)
