"""Sittings, ratings and what every answer did with every point, kept and read back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.rubric import Difficulty
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.errors import HistoryError
from coach.history.history import History

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MOCK = Sitting(
    "s1",
    SittingKind.MOCK,
    NOON,
    ("concepts", "behavioral"),
    30.0,
    Difficulty.HARD,
    (Ask("l1-vs-l2", "a1"), Ask("l1-vs-l2/zeros"), Ask("a-failure", skipped=True)),
)


def test_a_sitting_is_read_back_as_it_was_saved_and_replaced_as_a_whole(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save_sitting(MOCK)
    assert history.load_sitting("s1") == MOCK
    ended = replace(MOCK, asks=MOCK.asks[:1], ended_at=NOON + timedelta(minutes=30))
    history.save_sitting(ended)
    assert history.load_sitting("s1") == ended


def test_sittings_are_listed_by_kind_newest_first(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    assert history.sittings(SittingKind.MOCK) == ()
    later = replace(MOCK, id="s2", begun_at=NOON + timedelta(days=1))
    rapid = replace(MOCK, id="s3", kind=SittingKind.RAPID_FIRE)
    for each in (MOCK, later, rapid):
        history.save_sitting(each)
    assert history.sittings(SittingKind.MOCK) == (later, MOCK)
    assert history.sittings(SittingKind.RAPID_FIRE) == (rapid,)


def test_it_is_said_when_sittings_of_a_kind_were_ended_since_some_day(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    ended = replace(MOCK, id="s2", ended_at=NOON)
    for each in (
        MOCK,
        ended,
        replace(ended, id="s3", kind=SittingKind.RAPID_FIRE),
        replace(ended, id="s4", ended_at=NOON - timedelta(days=2)),
    ):
        history.save_sitting(each)
    assert history.ended(SittingKind.MOCK, NOON.date()) == (NOON,)


def test_a_sitting_that_is_not_there_is_an_error_that_says_how_to_list_them(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match='no sitting "s1\N{SYMBOL FOR ESCAPE}"') as caught:
        History(tmp_path / "history.db").load_sitting("s1\x1b")
    assert "coach mock --list" in caught.value.hint
