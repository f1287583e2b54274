from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pilots import sample_attempt, unjudged_attempt

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Label, Verdict
from coach.domain.delivery import Delivery
from coach.domain.progress import Missed, Practised
from coach.history.history import History
from coach.history.progress import WEEKS

ATTEMPT = sample_attempt()
assert ATTEMPT.delivery is not None
DELIVERY: Delivery = ATTEMPT.delivery


pytestmark = pytest.mark.usefixtures("utc")


def attempt(id_: str, day: int, **changes: object) -> Attempt:
    return replace(ATTEMPT, id=id_, answered_at=datetime(2026, 3, day, 9, 0, tzinfo=UTC), **changes)  # type: ignore[arg-type]


def test_days_are_added_up_with_labels_taken_into_account(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(attempt("a", 2))
    history.save(attempt("b", 2, labels={"correlated": Label.SAID}))
    history.save(attempt("c", 4))
    days = history.progress().days
    assert [(day.day, day.answers) for day in days] == [(date(2026, 3, 2), 2), (date(2026, 3, 4), 1)]
    # Of weights 2, 1.5, 1, 1 only the 2 is covered; with the label 3 of 5.5.
    assert days[0].coverage == pytest.approx((2 / 5.5 + 3 / 5.5) / 2)
    assert days[0].score == 50
    assert days[0].seconds == pytest.approx(2 * ATTEMPT.transcript.total_seconds)


def test_weeks_begin_on_monday_and_rates_are_over_the_time_spoken(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    one_minute = replace(DELIVERY, answer_seconds=60.0, spoken_words=120)
    two_minutes = replace(DELIVERY, answer_seconds=120.0, spoken_words=300, fillers=())
    history.save(attempt("a", 1, delivery=one_minute))  # a Sunday
    history.save(attempt("b", 2, delivery=one_minute))  # a Monday
    history.save(attempt("c", 8, delivery=two_minutes))  # the Sunday after
    weeks = history.progress(counted=lambda _quality, _speech: True).weeks
    assert [(week.monday, week.words_per_minute) for week in weeks] == [
        (date(2026, 2, 23), 120.0),
        (date(2026, 3, 2), 140.0),
    ]
    assert weeks[1].fillers_per_minute == pytest.approx(2 / 3)


def test_only_the_last_weeks_are_added_up(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    newest = attempt("a", 4)
    history.save(newest)
    for number, days in enumerate((7 * (WEEKS - 1) + 2, 7 * (WEEKS - 1) + 3)):  # that Monday, and the Sunday before
        history.save(replace(newest, id=f"old {number}", answered_at=newest.answered_at - timedelta(days=days)))
    assert [week.monday for week in history.progress().weeks] == [date(2025, 9, 8), date(2026, 3, 2)]
    assert len(history.progress().days) == 3


def test_fillers_of_what_was_heard_badly_are_not_counted(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(attempt("a", 2))
    assert history.progress(counted=lambda _quality, _speech: False).weeks[0].fillers_per_minute is None


def test_each_filler_is_counted_by_its_words_in_the_answers_that_were_heard_well(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(attempt("a", 2))
    history.save(attempt("b", 3))
    (week,) = history.progress(counted=lambda _quality, _speech: True).weeks
    assert week.fillers == {"um": 2, "you know": 2}
    assert week.counted_minutes == pytest.approx(2 * DELIVERY.answer_seconds / 60)
    (badly,) = history.progress(counted=lambda _quality, _speech: False).weeks
    assert (badly.fillers, badly.counted_minutes) == ({}, 0.0)


def test_only_some_questions_may_be_asked_for(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(attempt("a", 2))
    history.save(attempt("b", 3, question_id="other"))
    assert [day.answers for day in history.progress(["other"]).days] == [1]
    assert history.progress([]).days == ()


def test_an_empty_history_has_no_progress(tmp_path: Path) -> None:
    assert History(tmp_path / "history.db").progress().days == ()


"""Covered, unsure, contradicted, missed."""


def save(history: History, number: int, **changes: object) -> None:
    later = ATTEMPT.answered_at + timedelta(days=number)
    history.save(replace(ATTEMPT, id=f"a{number}", answered_at=later, **changes))  # type: ignore[arg-type]


def test_a_point_missed_in_the_last_two_attempts_is_listed_with_how_often(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    better = Coverage(tuple(replace(point, verdict=Verdict.COVERED) for point in ATTEMPT.coverage.points))
    save(history, 1)
    save(history, 2, coverage=better)
    save(history, 3)
    assert history.missed() == ()
    save(history, 4)
    assert sorted(history.missed(), key=lambda each: each.point_id) == [
        Missed("l1-vs-l2", "correlated", Verdict.MISSED, 3, 4),
        Missed("l1-vs-l2", "l2-never-zero", Verdict.CONTRADICTED, 3, 4),
    ]


def test_one_attempt_alone_lists_nothing(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    save(history, 1)
    assert history.missed() == ()


def test_what_the_user_says_counts(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    save(history, 1)
    save(history, 2, labels={"correlated": Label.SAID, "l1-sparse": Label.NOT_SAID})
    assert [each.point_id for each in history.missed()] == ["l2-never-zero"]


def test_an_answer_that_could_not_be_judged_misses_nothing(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    save(history, 1)
    save(history, 2)
    unjudged = unjudged_attempt()
    save(history, 3, coverage=unjudged.coverage, scorecard=unjudged.scorecard)
    assert len(history.missed()) == 2


DAY: date = ATTEMPT.answered_at.date()


def answer(id_: str, question_id: str, days: int = 0, of: Attempt = ATTEMPT) -> Attempt:
    return replace(of, id=id_, question_id=question_id, answered_at=of.answered_at + timedelta(days=days))


def practised(home: Path, since: date, *attempts: Attempt) -> Practised:
    history = History(home / "history.db")
    for each in attempts:
        history.save(each)
    return history.practised(since)


def test_days_are_given_from_some_day_on_and_questions_of_all_times(tmp_path: Path) -> None:
    found = practised(tmp_path, DAY, answer("a", "old", -1), answer("b", "q", 0), answer("c", "q", 0), answer("d", "q"))
    assert found == Practised(frozenset({"old", "q"}), {"q": frozenset({DAY})})


def test_the_first_moment_of_the_first_day_belongs_to_it(tmp_path: Path) -> None:
    midnight = datetime.combine(DAY, datetime.min.time(), ATTEMPT.answered_at.tzinfo)
    just_before = midnight - timedelta(microseconds=1)
    found = practised(
        tmp_path,
        DAY,
        replace(ATTEMPT, id="a", question_id="in", answered_at=midnight),
        replace(ATTEMPT, id="b", question_id="out", answered_at=just_before),
    )
    assert found.days == {"in": frozenset({DAY})}


def test_a_follow_up_alone_and_an_answer_that_was_not_judged_are_no_practice(tmp_path: Path) -> None:
    found = practised(tmp_path, DAY, answer("a", "q/p"), answer("b", "unjudged", of=unjudged_attempt()))
    assert found == Practised(frozenset(), {})


def test_where_nothing_was_saved_nothing_was_practised(tmp_path: Path) -> None:
    assert practised(tmp_path, DAY) == Practised(frozenset(), {})
