"""What is kept about key points: when it holds, and when it is to be worked out anew."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from fakes import points_heard
from pilots import sample_attempt, unjudged_attempt

from coach.domain.attempt import Attempt
from coach.domain.coverage import Label, Verdict
from coach.domain.schedule import PointMemory, Rating, Recollection, Review, Strength
from coach.errors import HistoryError
from coach.history.database import writing
from coach.history.history import History

ATTEMPT = sample_attempt()
POINT = ATTEMPT.coverage.points[0].id
QUESTION = ATTEMPT.question_id

MEMORY = PointMemory(
    Review(QUESTION, POINT, date(2026, 3, 1), Rating.GOOD, Verdict.COVERED, chosen=True),
    date(2026, 3, 9),
    7.25,
    3,
    2,
    5.125,
    Strength(date(2026, 2, 27), 3.5, 5.25, 1),
)
FIRST = replace(MEMORY, before=None, last=replace(MEMORY.last, point_id="other", hinted=True))


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "history.db")
    found.save(ATTEMPT)
    return found


def keep(history: History, *memories: PointMemory, basis: str = "here") -> Recollection:
    found = replace(history.recollect(basis, QUESTION), memories=memories, heard=())
    history.keep_memories(basis, [found])
    return found


def later(days: int, **changes: object) -> Attempt:
    at = ATTEMPT.answered_at + timedelta(days=days)
    return replace(ATTEMPT, id=f"later-{days}", answered_at=at, **changes)  # type: ignore[arg-type]


def test_what_is_kept_is_read_back_as_it_was_and_nothing_is_left_to_hear(history: History) -> None:
    assert history.memories("here").outdated == (QUESTION,)
    keep(history, MEMORY, FIRST)
    kept = history.memories("here")
    assert kept.memories == {QUESTION: (MEMORY, FIRST)}
    assert kept.outdated == ()
    found = history.recollect("here", QUESTION)
    assert (found.memories, found.heard, found.outdated) == ((MEMORY, FIRST), (), False)


def test_after_a_new_answer_only_that_is_left_to_hear(history: History) -> None:
    keep(history, MEMORY)
    history.save(later(2))
    assert history.memories("here").outdated == (QUESTION,)
    found = history.recollect("here", QUESTION)
    assert found.memories == (MEMORY,)
    assert {each.answered_at for each in found.heard} == {later(2).answered_at}


@pytest.mark.parametrize(
    "changed",
    [
        later(-2),
        replace(ATTEMPT, labels={POINT: Label.NOT_SAID}),
        replace(ATTEMPT, ratings={POINT: 1}),
        replace(ATTEMPT, hints=(POINT,)),
        replace(ATTEMPT, coverage=replace(ATTEMPT.coverage, points=ATTEMPT.coverage.points[1:])),
        later(-2, question_id=f"{QUESTION}/{POINT}"),
        replace(ATTEMPT, id="at the same moment"),
    ],
    ids=["an older answer", "label", "rating", "hint", "verdicts", "a follow-up", "at the same moment"],
)
def test_after_a_change_to_what_was_heard_everything_is_heard_again(history: History, changed: Attempt) -> None:
    keep(history, MEMORY)
    history.save(changed)
    found = history.recollect("here", QUESTION)
    assert found.memories == ()
    assert found.heard == points_heard(history)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM attempts",
        "UPDATE attempts SET judged = 0",
        "UPDATE verdicts SET verdict = 'missed' WHERE position = 0",
        "DELETE FROM verdicts WHERE position = 3",
        "INSERT INTO labels SELECT number, 'correlated', 'said' FROM attempts",
        "INSERT INTO ratings SELECT number, 'correlated', 4 FROM attempts",
        "INSERT INTO hints SELECT number, 0, 'correlated' FROM attempts",
    ],
)
def test_whoever_changes_a_row_is_noticed(history: History, statement: str) -> None:
    keep(history, MEMORY)
    with closing(sqlite3.connect(history.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(statement)
    found = history.recollect("here", QUESTION)
    assert found.outdated
    assert found.memories == ()
    assert found.heard == history.recollect("elsewhere", QUESTION).heard  # all of it, from the first answer on


def test_other_questions_still_hold(history: History) -> None:
    history.save(later(1, question_id="other"))
    keep(history, MEMORY)
    history.save(later(3, question_id="other"))
    assert history.memories("here").memories == {QUESTION: (MEMORY,)}
    assert history.memories("here").outdated == ("other",)


def test_by_other_rules_or_in_another_time_zone_nothing_holds(history: History) -> None:
    keep(history, MEMORY)
    assert history.memories("elsewhere").outdated == (QUESTION,)
    assert history.recollect("elsewhere", QUESTION).heard == points_heard(history)


def test_what_follows_from_answers_that_have_changed_meanwhile_is_not_kept(history: History) -> None:
    before = replace(history.recollect("here", QUESTION), memories=(MEMORY,), heard=())
    history.save(replace(ATTEMPT, ratings={POINT: 1}))
    history.keep_memories("here", [before])
    assert history.memories("here").outdated == (QUESTION,)


def test_where_all_answers_of_a_question_are_gone_nothing_is_remembered_and_nothing_outdated(history: History) -> None:
    keep(history, MEMORY)
    with writing(history.path) as connection:
        connection.execute("DELETE FROM attempts")
    keep(history)
    assert history.memories("here").memories == {QUESTION: ()}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE memories SET stability = 7.26",
        "UPDATE memories SET due = '2026-03-08'",
        "UPDATE memories SET verdict = 'mixed'",
        "UPDATE memories SET point_id = 7",
        "DELETE FROM memories WHERE position = 1",
        "UPDATE heard_questions SET through = '2027'",
        "UPDATE heard_questions SET seal = 'x'",
    ],
)
def test_damage_to_what_is_kept_is_never_shown_but_worked_out_anew(history: History, statement: str) -> None:
    keep(history, MEMORY, FIRST)
    with closing(sqlite3.connect(history.path, isolation_level=None)) as connection:
        connection.execute(statement)
    assert history.memories("here").outdated == (QUESTION,)
    found = history.recollect("here", QUESTION)
    assert (found.memories, found.heard) == ((), points_heard(history))


def test_beside_damaged_answers_nothing_is_kept(history: History) -> None:
    history.save(later(1, question_id="other"))
    with closing(sqlite3.connect(history.path, isolation_level=None)) as connection:
        connection.execute("UPDATE verdicts SET verdict = 'mixed' WHERE attempt = 1 AND position = 0")
    before = history.path.read_bytes()
    found = history.recollect("here", QUESTION)
    assert found.heard == ()
    history.keep_memories("here", [replace(found, memories=(MEMORY,))])
    assert history.path.read_bytes() == before


def test_while_another_program_writes_on_and_on_nothing_is_kept_and_nobody_waits_for_long(history: History) -> None:
    with writing(history.path), pytest.raises(HistoryError, match="in use"):
        keep(history, MEMORY)
    assert history.memories("here").outdated == (QUESTION,)


def test_what_two_threads_of_the_program_work_out_at_once_is_kept_by_both(history: History) -> None:
    together = threading.Barrier(2)

    def keep_together(_: int) -> None:
        found = replace(history.recollect("here", QUESTION), memories=(MEMORY,), heard=())
        together.wait(timeout=10)
        history.keep_memories("here", [found])

    with ThreadPoolExecutor(2) as threads:
        for _ in range(10):
            list(threads.map(keep_together, range(2)))  # raises what a thread raised
            history.save(replace(ATTEMPT, ratings={POINT: 1}))


def test_a_write_that_ends_soon_is_waited_for(history: History) -> None:
    with ThreadPoolExecutor(1) as threads:
        with writing(history.path):
            kept = threads.submit(keep, history, MEMORY)
            wait([kept], timeout=0.1)
        kept.result()
    assert history.memories("here").memories == {QUESTION: (MEMORY,)}


def test_names_that_are_no_text_belong_to_their_question_too(history: History) -> None:
    history.save(later(1, question_id="half \ud800 one"))
    history.save(later(2, question_id=f"half \ud800 one/{POINT}"))
    assert set(history.memories("here").outdated) == {QUESTION, "half \ud800 one"}
    assert len({each.answered_at for each in history.recollect("here", "half \ud800 one").heard}) == 2


def test_what_answers_did_with_points_comes_with_labels_hints_and_ratings_oldest_first(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    attempt = sample_attempt()
    assert history.recollect("any", attempt.question_id).heard == ()
    ids = [point.id for point in attempt.coverage.points]
    second = replace(
        attempt,
        id="later",
        answered_at=attempt.answered_at + timedelta(days=1),
        labels={ids[0]: Label.NOT_SAID},
        hints=(ids[1],),
        ratings={ids[2]: 4},
    )
    for each in (second, attempt, replace(unjudged_attempt(), id="unjudged")):
        history.save(each)
    heard = history.recollect("any", attempt.question_id).heard
    assert [each.point_id for each in heard] == ids + ids
    assert [each.verdict for each in heard[:4]] == [point.verdict for point in attempt.coverage.points]
    assert heard[4].verdict is Verdict.MISSED
    assert [each.hinted for each in heard] == [False] * 5 + [True, False, False]
    assert [each.rating for each in heard] == [None] * 6 + [4, None]
    assert heard[4].answered_at == second.answered_at
