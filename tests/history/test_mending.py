"""A new history of what can be read of a damaged one."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from faults.history_flips import ATTEMPTS, an_attempt, fill

from coach.domain.transcript import Word
from coach.errors import HistoryError
from coach.history.history import History
from coach.history.mending import examine, repaired, set_aside, swap_in

NOW = datetime(2026, 11, 28, 18, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "history.db")
    return tmp_path / "history.db"


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def repair(path: Path) -> Path:
    with repaired(path) as new:
        aside = swap_in(new.path, path, "damaged", NOW)
    assert aside is not None
    return aside


def test_a_history_in_order_is_found_to_be_so(path: Path) -> None:
    health = examine(path)
    assert (health.sound, health.attempts) == (True, ATTEMPTS)


def test_a_repair_keeps_the_damaged_file_under_a_dated_name_and_leaves_nothing_else_behind(path: Path) -> None:
    execute(path, "UPDATE attempts SET kind = 'sung', answered_at = 7, id = 7 WHERE number = 7")
    before = path.read_bytes()
    aside = repair(path)
    assert aside.name == "history-damaged-2026-11-28-183000.db"
    assert aside.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == [aside.name, "history.db"]
    assert (path.stat().st_mode & 0o777, aside.stat().st_mode & 0o777) == (0o600, 0o600)


def test_what_cannot_be_read_is_named_and_everything_else_is_the_same(path: Path) -> None:
    execute(path, "UPDATE attempts SET kind = 'sung' WHERE number = 7")
    with repaired(path) as new:
        assert (new.attempts, [each.number for each in new.damage.lost]) == (ATTEMPTS - 1, [7])
        history = History(new.path)
        assert tuple(history.each()) == tuple(an_attempt(n) for n in range(1, ATTEMPTS + 1) if n != 7)
        assert examine(new.path).sound


def test_letters_that_are_lost_are_stood_for_and_the_attempt_is_kept(path: Path) -> None:
    execute(path, "UPDATE attempts SET question = CAST(x'576879fe' AS TEXT) WHERE number = 7")
    with repaired(path) as new:
        assert [each.number for each in new.damage.in_part] == [7]
        assert History(new.path).load(an_attempt(7).id) == replace(an_attempt(7), question="Why\ufffd")


def test_a_word_that_is_lost_is_taken_from_the_answer_in_one_line(path: Path) -> None:
    execute(path, "UPDATE words SET text = CAST(x'fe' AS TEXT) WHERE attempt = 7 AND position = 5")
    execute(path, "DELETE FROM words WHERE attempt = 8 AND position > 37")
    with repaired(path) as new:
        assert {each.number for each in new.damage.in_part} == {7, 8}
        history = History(new.path)
        assert history.load(an_attempt(7).id) == an_attempt(7)
        assert history.load(an_attempt(8).id).transcript.text == an_attempt(8).transcript.text
        assert history.search("word8x39")[0].attempt_id == an_attempt(8).id


def test_a_word_that_is_lost_in_both_places_keeps_its_place(path: Path) -> None:
    execute(path, "DELETE FROM words WHERE attempt = 7 AND position = 5")
    execute(path, "UPDATE attempts SET answer = 'something else' WHERE number = 7")
    with repaired(path) as new:
        words = History(new.path).load(an_attempt(7).id).transcript.words
        assert words[4] == an_attempt(7).transcript.words[4]
        assert words[5] == replace(words[4], text="\ufffd")
        assert words[6] == an_attempt(7).transcript.words[6]
        assert isinstance(words[5], Word)


def test_the_time_of_an_attempt_is_taken_from_its_id_where_it_is_lost(path: Path) -> None:
    execute(path, "UPDATE attempts SET answered_at = 'lost' WHERE number = 7")
    with repaired(path) as new:
        assert History(new.path).load(an_attempt(7).id) == an_attempt(7)


def test_a_damaged_beginning_is_written_anew(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:8] = b"\xff" * 8
    path.write_bytes(data)
    with pytest.raises(HistoryError, match="not a database"):
        History(path).attempts()
    repair(path)
    assert len(History(path).attempts(limit=100)) == ATTEMPTS


@pytest.mark.parametrize("content", [b"Dear diary,", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_what_is_no_history_is_not_repaired_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "history.db"
    path.write_bytes(content)
    with pytest.raises(HistoryError, match="is not a history") as caught, repaired(path):
        pass
    assert "coach restore" in caught.value.hint
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_two_files_set_aside_within_a_second_have_two_names(tmp_path: Path) -> None:
    names = []
    for _ in range(2):
        (tmp_path / "history.db").touch()
        names.append(set_aside(tmp_path / "history.db", "empty", NOW).name)
    assert names == ["history-empty-2026-11-28-183000.db", "history-empty-2026-11-28-183000-2.db"]


def test_what_was_saved_while_somebody_was_asked_is_not_swapped_away(path: Path) -> None:
    execute(path, "UPDATE attempts SET kind = 'sung' WHERE number = 7")
    with repaired(path) as new:
        History(path).save(an_attempt(ATTEMPTS + 1))
        with pytest.raises(HistoryError, match="changed in the meantime"):
            swap_in(new.path, path, "damaged", NOW, new.state)
    assert History(path).load(an_attempt(ATTEMPTS + 1).id) == an_attempt(ATTEMPTS + 1)
