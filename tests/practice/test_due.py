"""How much is due, told at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fakes import FakeClock, fake_engines
from pilots import sample_attempt

from coach.bank.bank import load_bank
from coach.bank.writing import rubric_toml
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Verdict
from coach.domain.rubric import KeyPoint
from coach.history.history import History
from coach.paths import Paths, find_paths, shipped_folder
from coach.plan.lengths import minutes_for
from coach.practice.due import Due, find_due
from coach.practice.schedule import find_agenda, recall

SHIPPED = shipped_folder("rubrics")
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BIAS, LORA = "bias-variance-tradeoff", "lora"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths({"COACH_HOME": str(tmp_path)})


def answer(question: str, verdict: Verdict, days: int = 0, points: int = 3) -> Attempt:
    """An answer in which the first points of a shipped question all got one verdict."""
    sample, rubric = sample_attempt(), load_bank(SHIPPED, SHIPPED / "none").get(question)
    found = tuple(
        replace(sample.coverage.points[0], id=point.id, verdict=verdict) for point in rubric.key_points[:points]
    )
    at = NOON + timedelta(days=days)
    return replace(
        sample, id=f"{question}-{days}", question_id=question, answered_at=at, coverage=Coverage(found), labels={}
    )


def in_the_agenda(paths: Paths, day: date) -> Due:
    """What the home screen and `coach plan` go by."""
    engines = fake_engines(paths.history.parent, load_bank(SHIPPED, paths.rubrics))
    clock = FakeClock(datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC))
    due = find_agenda(replace(engines, now=clock, history=History(paths.history))).due
    seconds = {rubric.id: rubric.seconds[1] for rubric in engines.bank.rubrics}
    return Due(sum(len(each.points) for each in due), sum(minutes_for(seconds[each.question_id]) for each in due))


def told(paths: Paths, day: date) -> Due:
    return find_due(paths, SHIPPED, day)


def test_without_a_history_nothing_is_due_and_no_file_is_made(paths: Paths, tmp_path: Path) -> None:
    assert told(paths, date(2026, 3, 9)) == Due(0, 0.0)
    assert list(tmp_path.iterdir()) == []


def test_what_was_missed_is_due_after_two_days(paths: Paths) -> None:
    history = History(paths.history)
    history.save(answer(BIAS, Verdict.MISSED))
    recall(history)
    assert told(paths, date(2026, 3, 2)).points == 0
    assert told(paths, date(2026, 3, 3)) == Due(3, 2.5)  # one question of 60 s, and 1.5 min around it


@pytest.mark.parametrize("kept", [True, False])
def test_it_is_the_same_as_in_the_agenda_on_every_day(paths: Paths, kept: bool) -> None:
    history = History(paths.history)
    history.save(answer(BIAS, Verdict.MISSED))
    history.save(answer(BIAS, Verdict.COVERED, days=3, points=2))
    history.save(answer(LORA, Verdict.PARTLY, days=1))
    history.save(answer("design-churn-prediction", Verdict.COVERED, days=2))
    for number in range(9):  # set aside after eight misses
        history.save(answer("attention", Verdict.MISSED, days=3 * number, points=1))
    if kept:
        recall(history)
    days = [date(2026, 3, 2) + timedelta(days=each) for each in range(0, 60, 4)]
    before = [told(paths, day) for day in days]
    assert before == [in_the_agenda(paths, day) for day in days]
    assert len({each.points for each in before}) == 3


def test_an_answer_that_came_since_counts_although_nothing_is_kept_of_it(paths: Paths) -> None:
    history = History(paths.history)
    history.save(answer(BIAS, Verdict.MISSED))
    recall(history)
    history.save(answer(BIAS, Verdict.COVERED, days=3))
    state = paths.history.read_bytes()
    assert told(paths, date(2026, 3, 5)).points == 0
    assert paths.history.read_bytes() == state


def test_points_and_questions_that_have_left_the_bank_do_not_count(paths: Paths) -> None:
    history = History(paths.history)
    history.save(answer(BIAS, Verdict.MISSED))
    history.save(replace(answer(LORA, Verdict.MISSED), id="gone", question_id="gone"))
    recall(history)
    rubric = load_bank(SHIPPED, paths.rubrics).get(BIAS)
    own = replace(rubric, key_points=(rubric.key_points[0], KeyPoint("new", "Another one.")), follow_ups=())
    paths.rubrics.mkdir()
    (paths.rubrics / f"{BIAS}.toml").write_text(rubric_toml(replace(own, seconds=(60.0, 120.0))), encoding="utf-8")
    assert told(paths, date(2026, 3, 3)) == in_the_agenda(paths, date(2026, 3, 3)) == Due(1, 3.5)
