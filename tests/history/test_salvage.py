"""What is read of a damaged history, and what is said of the rest."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from faults.history_flips import ATTEMPTS, an_attempt, calls, fill

from coach.domain.damage import Damage, DamagedAttempt
from coach.domain.filtering import AttemptFilter, Shelf
from coach.domain.sitting import SittingKind
from coach.errors import DamagedHistoryError, HistoryError
from coach.history.history import History
from coach.history.mending import repaired, swap_in
from coach.history.shelves import Marks

Break = Callable[[sqlite3.Connection], object]

LATER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "history.db")
    return tmp_path / "history.db"


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)


ROWS = {
    "letters that are no UTF-8": "UPDATE attempts SET question = CAST(x'80fe' AS TEXT) WHERE number = 7",
    "a question that is a number": "UPDATE attempts SET question = x'80fe' WHERE number = 7",
    "a time that is none": "UPDATE attempts SET answered_at = 'x' || substr(answered_at, 2) WHERE number = 7",
    "a time without a zone": "UPDATE attempts SET answered_at = substr(answered_at, 1, 19) WHERE number = 7",
    "an unknown kind": "UPDATE attempts SET kind = 'sung' WHERE number = 7",
    "a score beyond 100": "UPDATE attempts SET score = 1e300 WHERE number = 7",
    "a length without end": "UPDATE attempts SET total_seconds = 9e999 WHERE number = 7",
    "an unknown verdict": "UPDATE verdicts SET verdict = 'mixed' WHERE attempt = 7 AND position = 1",
    "a pace in letters": "UPDATE deliveries SET words_per_minute = 'fast' WHERE attempt = 7",
    "speech in bytes": "UPDATE deliveries SET answer_seconds = x'00' WHERE attempt = 7",
    "a rating of 9": "UPDATE ratings SET rating = 9 WHERE attempt = 7",
}


@pytest.mark.parametrize("statement", ROWS.values(), ids=ROWS)
def test_a_damaged_row_is_named_and_every_question_is_answered_from_the_others(path: Path, statement: str) -> None:
    execute(path, statement)
    history = History(path)
    for _, call in calls(()):
        call(history)
    with pytest.raises(DamagedHistoryError, match=r"number 7, 2026-03-08") as caught:
        history.load(an_attempt(7).id)
    assert "coach doctor --repair" in caught.value.hint
    assert [each.id for each in history.each()] == [an_attempt(n).id for n in range(1, ATTEMPTS + 1) if n != 7]
    assert history.damage == Damage((DamagedAttempt(7, an_attempt(7).answered_at),))
    assert history.load(an_attempt(8).id) == an_attempt(8)


@pytest.mark.parametrize("statement", ROWS.values(), ids=ROWS)
def test_a_list_that_comes_upon_a_damaged_row_holds_all_others_or_the_attempt_as_far_as_it_shows(
    path: Path, statement: str
) -> None:
    execute(path, statement)
    history = History(path)
    listed = len(history.attempts(limit=100))
    assert listed + len(history.damage.attempts) == ATTEMPTS
    history.progress()
    assert history.recollect("any", an_attempt(1).question_id).heard
    assert history.recent_speech(LATER).attempts > 0
    assert history.latest()


def test_what_could_not_be_read_is_said_with_number_and_day(path: Path) -> None:
    execute(path, ROWS["letters that are no UTF-8"])
    history = History(path)
    history.attempts(limit=100)
    assert history.damage.describe() == "1 attempt could not be read (number 7, 2026-03-08)"


def test_a_history_in_order_has_no_damage_to_speak_of(path: Path) -> None:
    history = History(path)
    for _, call in calls(()):
        call(history)
    assert history.damage.describe() == ""


@pytest.mark.parametrize("lost", ["words", "verdicts"])
def test_a_row_that_is_gone_is_noticed(path: Path, lost: str) -> None:
    execute(path, f"DELETE FROM {lost} WHERE attempt = 7 AND position = 2")  # noqa: S608 - one of two names
    with pytest.raises(DamagedHistoryError, match="number 7"):
        History(path).load(an_attempt(7).id)


def test_a_share_of_points_that_its_verdicts_do_not_make_is_noticed(path: Path) -> None:
    execute(path, "UPDATE attempts SET covered = covered + 0.25 WHERE number = 7")
    with pytest.raises(DamagedHistoryError, match="number 7"):
        History(path).load(an_attempt(7).id)


def test_letters_that_changed_in_a_word_are_noticed_as_the_answer_is_there_twice(path: Path) -> None:
    execute(path, "UPDATE words SET text = 'wird7x1' WHERE attempt = 7 AND position = 1")
    with pytest.raises(DamagedHistoryError, match="number 7"):
        History(path).load(an_attempt(7).id)


def test_a_damaged_interview_is_left_out_and_the_others_are_listed(path: Path) -> None:
    execute(path, "UPDATE sittings SET difficulty = 'fair' WHERE id = 'mock-1'")
    history = History(path)
    assert history.sittings(SittingKind.MOCK) == ()
    assert history.damage.describe() == "1 interview or drill could not be read"
    assert len(history.attempts(limit=100)) == ATTEMPTS


def test_where_only_an_index_is_damaged_everything_is_read(path: Path) -> None:
    page = root_page(path, "attempts_by_time")
    data = bytearray(path.read_bytes())
    data[page : page + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    history = History(path)
    assert len(history.attempts(limit=100)) == ATTEMPTS
    assert history.load(an_attempt(3).id) == an_attempt(3)


def test_where_a_table_is_gone_the_error_names_the_file_and_what_to_do(path: Path) -> None:
    page = root_page(path, "attempts")
    data = bytearray(path.read_bytes())
    data[page : page + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    with pytest.raises(HistoryError) as caught:
        History(path).attempts()
    assert str(path) in caught.value.message
    assert "coach doctor --repair" in caught.value.hint
    assert "coach restore" in caught.value.hint


def test_after_the_damage_new_attempts_are_seen_at_once(path: Path) -> None:
    execute(path, ROWS["letters that are no UTF-8"])
    history = History(path)
    assert len(history.attempts(limit=100)) == ATTEMPTS - 1
    history.save(an_attempt(ATTEMPTS + 1))
    assert len(history.attempts(limit=100)) == ATTEMPTS


def test_of_many_damaged_attempts_the_first_are_named() -> None:
    lost = tuple(DamagedAttempt(number, an_attempt(number).answered_at) for number in range(1, 6))
    told = Damage(lost).describe()
    assert told.startswith("5 attempts could not be read (number 1, 2026-03-02; ")
    assert told.endswith("number 3, 2026-03-04; and 2 more)")


def test_a_damaged_attempt_without_a_day_is_named_by_its_number() -> None:
    assert Damage((DamagedAttempt(4, None),)).describe() == "1 attempt could not be read (number 4)"


def root_page(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return (int(number) - 1) * 4096


def test_the_times_of_the_attempts_here_are_a_day_apart() -> None:
    assert an_attempt(2).answered_at - an_attempt(1).answered_at == timedelta(days=1)


def test_damage_is_forgotten_once_the_file_was_repaired(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE attempts SET kind = 'sung' WHERE number = 3")
    history = History(path)
    assert len(history.attempts()) == ATTEMPTS - 1
    assert [each.number for each in history.damage.attempts] == [3]
    with repaired(path) as new:
        swap_in(new.path, path, "damaged", datetime(2026, 11, 28, 18, 30, tzinfo=UTC), new.state)
    assert len(history.attempts()) == ATTEMPTS - 1
    assert not history.damage.describe()


def test_what_was_put_away_stays_away_in_a_damaged_history_and_in_its_repair(path: Path) -> None:
    history = History(path)
    history.put(an_attempt(3).id, Marks(archived_at=LATER))
    history.put(an_attempt(4).id, Marks(deleted_at=LATER))
    execute(path, ROWS["an unknown kind"])
    assert history.load(an_attempt(8).id) == an_attempt(8)
    with repaired(path) as new:
        swap_in(new.path, path, "damaged", LATER)
    for each in (history, History(path)):
        assert len(each.attempts(limit=100)) == ATTEMPTS - 3
        assert [found.id for found in each.attempts(wanted=AttemptFilter(shelf=Shelf.ARCHIVED))] == [an_attempt(3).id]
        assert each.marks(an_attempt(4).id) == Marks(deleted_at=LATER)


def test_a_damaged_mark_hides_no_answer_and_a_repair_brings_it_back(path: Path) -> None:
    execute(path, "UPDATE attempts SET archived_at = x'00', deleted_at = x'00' WHERE number = 7")
    history = History(path)
    assert len(history.attempts(limit=100)) + len(history.damage.attempts) == ATTEMPTS
    with repaired(path) as new:
        swap_in(new.path, path, "damaged", LATER)
    assert History(path).load(an_attempt(7).id, counted=True) == an_attempt(7)
