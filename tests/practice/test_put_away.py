from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fakes import FakeClock, points_heard
from pilots import BANK, BIAS, L1, NOON, sample_attempt, small_attempt

from coach.domain.coverage import Label
from coach.domain.filtering import AttemptFilter, Shelf
from coach.domain.rubric import Difficulty
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.errors import HistoryError
from coach.history.history import History
from coach.practice.debriefing import debrief
from coach.practice.put_away import KEPT_DAYS, PutAway
from coach.practice.schedule import recall

ALL = ("20260201T000000Z-000001", "20260201T000000Z-000002", sample_attempt().id)

LATER = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def history(tmp_path: Path) -> History:
    history = History(tmp_path / "history.db")
    for attempt in (small_attempt(1), small_attempt(2), sample_attempt()):
        history.save(attempt)
    return history


def shelf(history: History, where: Shelf) -> list[str]:
    return [summary.id for summary in history.attempts(wanted=AttemptFilter(shelf=where))]


def recorded(history: History, name: str = "") -> Path:
    """Give the sample answer a recording."""
    attempt = sample_attempt()
    audio = history.path.parent / f"{name or attempt.id}.wav"
    audio.write_bytes(b"RIFF")
    history.save(replace(attempt, audio=audio))
    return audio


def everything(history: History) -> dict[str, object]:
    """All that is worked out from answers."""
    return {
        "list": history.attempts(),
        "count": history.count(),
        "latest": dict(history.latest()),
        "speech": history.recent_speech(LATER),
        "progress": history.progress(),
        "missed": history.missed(),
        "practised": history.practised(date(2026, 1, 1)),
        "points": {name: memories for name, memories in recall(history).items() if memories},
        "heard": points_heard(history),
        "search": history.search("zero"),
        "each": tuple(history.each()),
    }


Put = Callable[[PutAway, str], None]


@pytest.mark.parametrize("put", [PutAway.archive, PutAway.delete])
def test_an_answer_that_is_put_away_counts_for_nothing_anywhere(tmp_path: Path, put: Put) -> None:
    without, having = History(tmp_path / "without.db"), History(tmp_path / "having.db")
    for number in (1, 2):
        without.save(small_attempt(number))
        having.save(small_attempt(number))
    missed_again = replace(sample_attempt(), id="again", answered_at=NOON + timedelta(days=3))
    for attempt in (sample_attempt(), missed_again):
        having.save(attempt)
    before = everything(having)
    assert before["missed"]
    away = PutAway(having, FakeClock())
    for attempt in (sample_attempt(), missed_again):
        put(away, attempt.id)
    assert everything(having) == everything(without)
    assert having.load(sample_attempt().id) == sample_attempt()
    with pytest.raises(HistoryError):
        having.load(sample_attempt().id, counted=True)
    away.undo()
    away.undo()
    assert everything(having) == before
    assert not away.can_undo


def test_a_debrief_takes_an_answer_that_is_put_away_for_none(history: History) -> None:
    asks = (Ask(L1.id, sample_attempt().id), Ask(BIAS.id, ALL[0]))
    sitting = Sitting("m1", SittingKind.MOCK, NOON, ("concepts",), 10.0, Difficulty.EASY, asks, NOON)
    assert debrief(sitting, history, BANK).score == 30.0
    PutAway(history, FakeClock()).archive(sample_attempt().id)
    assert debrief(sitting, history, BANK).score == 10.0


def test_what_is_put_away_lies_on_its_shelf_and_comes_back_from_there(history: History) -> None:
    away = PutAway(history, FakeClock())
    away.archive(ALL[0])
    away.delete(ALL[1])
    assert (shelf(history, Shelf.ARCHIVED), shelf(history, Shelf.DELETED)) == ([ALL[0]], [ALL[1]])
    away.bring_back(ALL[0])
    away.bring_back(ALL[1])
    assert sorted(shelf(history, Shelf.KEPT)) == sorted(ALL)
    assert [step.done for step in iter(away.undo, None)] == ["Brought back", "Brought back", "Deleted", "Archived"]
    assert sorted(shelf(history, Shelf.KEPT)) == sorted(ALL)


def test_an_archived_answer_that_is_deleted_comes_back_into_the_archive(history: History) -> None:
    away = PutAway(history, FakeClock())
    away.archive(ALL[0])
    away.delete(ALL[0])
    assert (shelf(history, Shelf.ARCHIVED), shelf(history, Shelf.DELETED)) == ([], [ALL[0]])
    away.undo()
    assert shelf(history, Shelf.ARCHIVED) == [ALL[0]]


def test_putting_right_an_archived_answer_leaves_it_in_the_archive(history: History) -> None:
    PutAway(history, FakeClock()).archive(sample_attempt().id)
    history.save(replace(sample_attempt(), labels={"correlated": Label.SAID}))
    assert shelf(history, Shelf.ARCHIVED) == [sample_attempt().id]
    assert history.count() == 2


def test_nothing_is_removed_until_the_program_ends_and_then_the_recording_goes_too(history: History) -> None:
    audio = recorded(history)
    away = PutAway(history, FakeClock())
    away.delete(sample_attempt().id)
    away.archive(ALL[0])
    assert audio.exists()
    assert history.load(sample_attempt().id).audio == audio
    away.settle()
    assert not audio.exists()
    with pytest.raises(HistoryError, match="no attempt"):
        history.load(sample_attempt().id)
    assert (history.count(), shelf(history, Shelf.ARCHIVED), away.can_undo) == (1, [ALL[0]], False)
    assert b"absolute values of the weights" not in history.path.read_bytes()


def test_a_file_of_the_users_own_stays_where_it_is(history: History) -> None:
    audio = recorded(history, "my-own-take")
    away = PutAway(history, FakeClock())
    away.delete(sample_attempt().id)
    away.settle()
    assert audio.exists()
    assert history.count() == 2


def test_what_was_undone_is_not_removed_at_the_end_neither_here_nor_from_another_window(history: History) -> None:
    here, there = PutAway(history, FakeClock()), PutAway(history, FakeClock())
    here.delete(ALL[0])
    here.undo()
    here.delete(ALL[1])
    there.bring_back(ALL[1])
    here.settle()
    assert history.count() == 3


def test_after_a_crash_what_was_deleted_can_be_brought_back_for_a_week(history: History) -> None:
    moment = [NOON]
    crashed = PutAway(history, lambda: moment[0])
    crashed.delete(ALL[0])
    crashed.delete(ALL[1])
    again = PutAway(history, lambda: moment[0])
    moment[0] += timedelta(days=KEPT_DAYS) - timedelta(seconds=1)
    again.remove_old()
    again.settle()
    assert shelf(history, Shelf.DELETED) == [ALL[0], ALL[1]]
    again.bring_back(ALL[0])
    moment[0] += timedelta(seconds=2)
    again.remove_old()
    assert shelf(history, Shelf.DELETED) == []
    assert history.count() == 2


def test_a_recording_that_cannot_be_deleted_keeps_its_answer_among_the_deleted(history: History) -> None:
    audio = recorded(history)
    away = PutAway(history, FakeClock())
    away.delete(sample_attempt().id)
    audio.unlink()
    audio.mkdir()  # what cannot be unlinked
    away.settle()
    assert shelf(history, Shelf.DELETED) == [sample_attempt().id]


def test_a_crash_between_recording_and_row_leaves_a_mark_that_the_next_run_finishes(history: History) -> None:
    recorded(history).unlink()
    away = PutAway(history, FakeClock())
    away.delete(sample_attempt().id)
    away.settle()
    assert history.count() == 2
    assert shelf(history, Shelf.DELETED) == []


def test_an_answer_that_is_gone_cannot_be_put_away(history: History) -> None:
    away = PutAway(history, FakeClock())
    with pytest.raises(HistoryError, match="no attempt"):
        away.delete("gone")
    assert not away.can_undo
    PutAway(History(history.path.with_name("none.db")), FakeClock()).remove_old()
