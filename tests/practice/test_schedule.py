"""The schedule, kept beside the history and rolled forward."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fakes import FakeClock, fake_engines, points_heard
from hypothesis import given, settings
from hypothesis import strategies as st
from pilots import BANK, L1, sample_attempt, unjudged_attempt

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Label, Verdict
from coach.domain.progress import PointHeard
from coach.domain.rubric import asked_question
from coach.domain.schedule import ItemKind, PointMemory, Rating
from coach.history.database import backed_up, writing
from coach.history.history import History
from coach.history.mending import swap_in
from coach.plan.memory import remember
from coach.practice.engines import Engines
from coach.practice.revise import rate_point
from coach.practice.schedule import (
    describe_returns,
    find_agenda,
    find_returns,
    find_standing,
    recall,
    to_reviews,
)
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
        Rating.HARD,
        Rating.EASY,
    ]
    assert [review.chosen for review in reviews] == [False] * 6 + [True]


def test_a_follow_up_counts_for_the_point_of_its_question() -> None:
    assert to_reviews([heard(Verdict.COVERED, question="q/p")])[0].question_id == "q"
    assert asked_question("q/for-a-beginner") == "q"


def test_a_missed_point_is_due_after_two_days_and_home_says_why(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 3)
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
    assert agenda.session.items[0].reason == "2 points are due: you missed both on Sunday."
    assert describe_returns(agenda)[L1.id] == agenda.due[0].reason


def test_a_label_and_a_rating_change_when_a_point_comes_back(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 1)
    attempt = sample_attempt()
    missed = next(point.id for point in attempt.coverage.points if point.verdict is Verdict.MISSED)
    now = engines.now()
    engines.history.save(attempt)
    assert "you missed it" in find_returns(attempt, engines.history, now)[missed].why
    engines.history.save(replace(attempt, labels={missed: Label.SAID}))
    assert "you made it" in find_returns(attempt, engines.history, now)[missed].why
    rated = rate_point(attempt, missed, 4)
    engines.history.save(rated)
    assert "you rated it 4" in find_returns(attempt, engines.history, now)[missed].why
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
    assert agenda.plan is not None
    assert agenda.plan.start == date(2026, 3, 1)
    first = agenda.session.items[0]
    assert first.kind is ItemKind.PLAN
    engines.history.save(
        replace(sample_attempt(), question_id=first.question_id, answered_at=NOON + timedelta(minutes=1))
    )
    later = find_agenda(engines)
    assert later.session.done_minutes == 2.5
    assert all(item.question_id != first.question_id for item in later.session.items)


def answered(engines: Engines, day: int, *verdicts: Verdict, id_: str = "a") -> None:
    """Answer the first question on a day of March, a verdict for each of its points."""
    sample = sample_attempt()
    points = tuple(
        replace(sample.coverage.points[0], id=own.id, verdict=verdict)
        for own, verdict in zip(L1.key_points, verdicts, strict=False)
    )
    at = datetime(2026, 3, day, 9, 0, tzinfo=UTC)
    engines.history.save(replace(sample, id=f"{id_}{day}", answered_at=at, coverage=Coverage(points)))


def test_a_day_says_what_was_gained_and_lost_since_the_days_before(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 3)
    answered(engines, 1, Verdict.MISSED, Verdict.COVERED)
    answered(engines, 3, Verdict.MISSED, Verdict.MISSED)
    answered(engines, 3, Verdict.COVERED, Verdict.MISSED, id_="again")
    agenda = find_agenda(engines)
    standing = find_standing(engines, agenda)
    assert [each.point_id for each in standing.gained] == [L1.key_points[0].id]
    assert [each.point_id for each in standing.lost] == [L1.key_points[1].id]
    assert (agenda.session.done, standing.streak) == (1, 1)
    assert standing.tomorrow.points == 0


def test_a_point_that_was_made_in_part_or_for_the_first_time_is_neither_gained_nor_lost(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 3)
    answered(engines, 2, Verdict.PARTLY)
    answered(engines, 3, Verdict.COVERED, Verdict.COVERED)
    standing = find_standing(engines, find_agenda(engines))
    assert (standing.gained, standing.lost, standing.streak) == ((), (), 2)


def test_what_to_go_on_with_begins_with_what_was_not_practised_today(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 3)
    answered(engines, 3, Verdict.MISSED)
    more = find_agenda(engines).session.more
    assert more[-1] == L1.id
    assert sorted(more) == sorted(rubric.id for rubric in BANK.rubrics)


def worked_out_of_everything(history: History) -> Mapping[str, tuple[PointMemory, ...]]:
    found: dict[str, tuple[PointMemory, ...]] = {}
    for each in remember(to_reviews(points_heard(history))):
        question = each.last.question_id
        found[question] = (*found.get(question, ()), each)
    return found


def recalled(history: History) -> Mapping[str, tuple[PointMemory, ...]]:
    return {question: memories for question, memories in recall(history).items() if memories}


ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Honolulu", "CET-1CEST,M3.5.0,M10.5.0/3")
POINTS = ("l1-sparse", "l2-shrinks")
QUESTIONS = ("q", f"q/{POINTS[0]}", "r")


@contextmanager
def time_zone(name: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def an_answer(question: str, id_: str, hours: int, verdicts: tuple[Verdict, ...], *, judged: bool) -> Attempt:
    sample = sample_attempt() if judged else unjudged_attempt()
    points = tuple(
        replace(sample.coverage.points[0], id=point, verdict=verdict)
        for point, verdict in zip(POINTS, verdicts, strict=True)
    )
    at = NOON + timedelta(hours=hours)
    return replace(sample, id=id_, question_id=question, answered_at=at, coverage=Coverage(points))


class Sitter:
    """Does to a history whatever can be done to it."""

    def __init__(self, folder: Path) -> None:
        self.history = History(folder / "history.db")
        self.attempts: dict[str, Attempt] = {}
        self._copy: tuple[Path, dict[str, Attempt]] | None = None

    def save(self, attempt: Attempt) -> None:
        """By another program than the one that keeps what is known, as far as the file is concerned."""
        self.attempts[attempt.id] = attempt
        History(self.history.path).save(attempt)

    def change(self, which: int, how: Callable[[Attempt], Attempt]) -> None:
        if self.attempts:
            self.save(how(self.attempts[sorted(self.attempts)[which % len(self.attempts)]]))

    def delete(self, which: int) -> None:
        if self.attempts:
            gone = self.attempts.pop(sorted(self.attempts)[which % len(self.attempts)])
            with writing(self.history.path) as connection:
                connection.execute("DELETE FROM attempts WHERE id = ?", (gone.id,))

    def copy(self) -> None:
        if self.history.path.exists():
            copy = self.history.path.with_name("copy.db")
            copy.unlink(missing_ok=True)
            copy.touch()
            backed_up(self.history.path, copy)
            self._copy = copy, dict(self.attempts)

    def restore(self) -> None:
        if self._copy is not None:
            copy, self.attempts = self._copy
            swap_in(copy, self.history.path, "replaced", NOON)
            self._copy = None


Change = Callable[[Sitter], None]
VERDICT_PAIRS = st.tuples(st.sampled_from(Verdict), st.sampled_from(Verdict))


def answers() -> st.SearchStrategy[Change]:
    """New answers, most of them later than the last, some long before."""

    def made(question: str, name: int, hours: int, verdicts: tuple[Verdict, Verdict], judged: bool) -> Change:
        return lambda sitter: sitter.save(an_answer(question, f"a{name}", hours, verdicts, judged=judged))

    names, hours = st.integers(0, 8), st.integers(0, 240)
    return st.builds(made, st.sampled_from(QUESTIONS), names, hours, VERDICT_PAIRS, st.booleans())


def revisions() -> st.SearchStrategy[Change]:
    """What the user puts right, and what is judged anew."""
    points = st.sampled_from(POINTS)
    hows: st.SearchStrategy[Callable[[Attempt], Attempt]] = st.one_of(
        st.builds(lambda point, label: lambda one: replace(one, labels={point: label}), points, st.sampled_from(Label)),
        st.just(lambda one: replace(one, labels={}, ratings={}, hints=())),
        st.builds(lambda point, rating: lambda one: rate_point(one, point, rating), points, st.integers(1, 4)),
        st.builds(lambda point: lambda one: replace(one, hints=(point,)), points),
        st.builds(lambda at: lambda one: replace(one, answered_at=NOON + timedelta(hours=at)), st.integers(0, 99)),
        st.builds(
            lambda verdicts: (
                lambda one: replace(
                    one,
                    coverage=Coverage(
                        tuple(
                            replace(point, verdict=verdict)
                            for point, verdict in zip(one.coverage.points, verdicts, strict=True)
                        )
                    ),
                )
            ),
            VERDICT_PAIRS,
        ),
    )
    return st.builds(lambda which, how: lambda sitter: sitter.change(which, how), st.integers(0, 8), hows)


CHANGES: st.SearchStrategy[Change] = st.one_of(
    answers(),
    answers(),
    revisions(),
    st.builds(lambda which: lambda sitter: sitter.delete(which), st.integers(0, 8)),
    st.just(Sitter.copy),
    st.just(Sitter.restore),
)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="sets the time zone as Unix does")
@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(CHANGES, st.sampled_from(["look", "look", "wait", *ZONES])), max_size=12))
def test_rolled_forward_and_worked_out_of_everything_agree_after_any_changes(steps: list[tuple[Change, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sitter, zone = Sitter(Path(folder)), "UTC"
        for change, then in steps:
            change(sitter)
            zone = then if then in ZONES else zone
            with time_zone(zone):
                if then != "wait":
                    assert recalled(sitter.history) == worked_out_of_everything(sitter.history)
        with time_zone(zone):
            assert recalled(sitter.history) == worked_out_of_everything(sitter.history)
            assert recalled(sitter.history) == worked_out_of_everything(sitter.history)


ANOTHER_PROGRAM = """
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pilots import sample_attempt

from coach.history.history import History

sample = sample_attempt()
History(Path(sys.argv[1])).save(replace(sample, id="other", answered_at=sample.answered_at + timedelta(days=3)))
"""


def test_what_another_program_has_written_is_known_at_once(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(sample_attempt())
    recall(history)
    command = [sys.executable, "-c", ANOTHER_PROGRAM, str(history.path)]
    subprocess.run(command, check=True, cwd=Path(__file__).parent.parent)
    known = recalled(history)
    assert {each.reviews for each in known[L1.id]} == {2}
    assert known == worked_out_of_everything(history)


def test_what_is_known_is_not_worked_out_again(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(sample_attempt())
    known = recall(history)
    state = history.path.stat()
    assert history.memories("another zone").outdated == (L1.id,)
    assert recall(history) == known
    assert history.path.stat().st_mtime_ns == state.st_mtime_ns


def test_where_nothing_can_be_kept_everything_is_known_all_the_same(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(sample_attempt())
    with writing(history.path):
        assert recalled(history) == worked_out_of_everything(history)
