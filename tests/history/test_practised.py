from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pilots import sample_attempt, unjudged_attempt

from coach.domain.attempt import Attempt
from coach.domain.progress import Practised
from coach.history.history import History

pytestmark = pytest.mark.usefixtures("utc")

ATTEMPT = sample_attempt()
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
