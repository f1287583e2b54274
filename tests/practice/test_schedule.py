"""The schedule, worked out of the history."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fakes import FakeClock, fake_engines
from pilots import BANK, L1, sample_attempt

from coach.domain.coverage import Verdict
from coach.domain.labels import Label
from coach.domain.progress import PointHeard
from coach.domain.rubric import asked_question
from coach.domain.schedule import ItemKind, Rating
from coach.practice.engines import Engines
from coach.practice.revise import rate_point
from coach.practice.schedule import describe_returns, find_agenda, find_returns, to_reviews
from coach.settings import PlanSettings, Settings

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def heard(verdict: Verdict, *, hinted: bool = False, rating: int | None = None, question: str = "q") -> PointHeard:
    return PointHeard(question, "p", NOON, verdict, hinted, rating)


def engines_on(tmp_path: Path, day: int, settings: Settings | None = None) -> Engines:
    engines = fake_engines(tmp_path, BANK, settings=settings or Settings())
    return replace(engines, now=FakeClock(datetime(2026, 3, day, 12, 0, tzinfo=UTC)))


def test_ratings_follow_from_verdicts_hints_and_the_users_own_word() -> None:
    reviews = to_reviews(
        [
            heard(Verdict.COVERED),
            heard(Verdict.COVERED, hinted=True),
            heard(Verdict.PARTLY),
            heard(Verdict.MISSED),
            heard(Verdict.CONTRADICTED),
            heard(Verdict.UNSURE),
            heard(Verdict.UNSURE, rating=4),
        ]
    )
    assert [review.rating for review in reviews] == [
        Rating.GOOD,
        Rating.HARD,
        Rating.HARD,
        Rating.AGAIN,
        Rating.AGAIN,
        Rating.EASY,
    ]
    assert [review.chosen for review in reviews] == [False] * 5 + [True]


def test_a_follow_up_counts_for_the_point_of_its_question() -> None:
    assert to_reviews([heard(Verdict.COVERED, question="q/p")])[0].question_id == "q"
    assert asked_question("q/for-a-beginner") == "q"


def test_a_missed_point_is_due_the_next_day_and_home_says_why(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 2)
    rubric = replace(
        L1, key_points=tuple(replace(L1.key_points[0], id=point.id) for point in sample_attempt().coverage.points)
    )
    assert rubric.key_points  # the sample's points are not those of the bank
    attempt = sample_attempt()
    points = tuple(
        replace(point, id=own.id) for point, own in zip(attempt.coverage.points, L1.key_points, strict=False)
    )
    missed = tuple(replace(point, verdict=Verdict.MISSED) for point in points)
    engines.history.save(replace(attempt, coverage=replace(attempt.coverage, points=missed)))
    agenda = find_agenda(engines)
    assert [due.question_id for due in agenda.due] == [L1.id]
    assert agenda.session.items[0].question_id == L1.id
    assert agenda.session.items[0].kind is ItemKind.DUE
    assert agenda.session.items[0].reason == "2 points are due: you missed one yesterday."
    assert describe_returns(agenda)[L1.id] == agenda.due[0].reason


def test_a_label_and_a_rating_change_when_a_point_comes_back(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 1)
    attempt = sample_attempt()
    missed = next(point.id for point in attempt.coverage.points if point.verdict is Verdict.MISSED)
    now = engines.now()
    engines.history.save(attempt)
    assert "you missed it" in find_returns(attempt, engines.history, now)[missed]
    engines.history.save(replace(attempt, labels={missed: Label.SAID}))
    assert "you made it" in find_returns(attempt, engines.history, now)[missed]
    rated = rate_point(attempt, missed, 4)
    engines.history.save(rated)
    assert "you rated it 4" in find_returns(attempt, engines.history, now)[missed]
    assert rate_point(rated, missed, 4) == attempt
    assert engines.history.load(attempt.id).ratings == {missed: 4}


def test_points_that_have_left_the_bank_are_not_due(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 20)
    engines.history.save(replace(sample_attempt(), question_id="gone"))
    assert find_agenda(engines).due == ()


def test_the_plan_of_the_settings_is_followed_and_what_was_practised_today_is_done(tmp_path: Path) -> None:
    settings = Settings(plan=PlanSettings(start="2026-03-01", minutes=20.0))
    engines = engines_on(tmp_path, 1, settings)
    agenda = find_agenda(engines)
    assert agenda.standing is not None
    assert agenda.standing.start == date(2026, 3, 1)
    first = agenda.session.items[0]
    assert first.kind is ItemKind.PLAN
    engines.history.save(
        replace(sample_attempt(), question_id=first.question_id, answered_at=NOON + timedelta(minutes=1))
    )
    later = find_agenda(engines)
    assert later.session.done_minutes == 2.5
    assert all(item.question_id != first.question_id for item in later.session.items)
