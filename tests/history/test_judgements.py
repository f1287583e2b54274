import sqlite3
from dataclasses import replace
from pathlib import Path

from pilots import sample_attempt

from coach.domain.judgement import Judgement
from coach.history.history import History
from coach.history.migrations import MIGRATIONS, migrate

ATTEMPT = sample_attempt()
DAY = Judgement("day", ATTEMPT.coverage, 40, "first weights")
LATER = Judgement("later", replace(ATTEMPT.coverage, points=ATTEMPT.coverage.points[:1]), None, "second weights")


def test_earlier_judgements_come_back_in_order(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(replace(ATTEMPT, earlier=(DAY, LATER)))
    assert history.load(ATTEMPT.id).earlier == (DAY, LATER)
    history.save(ATTEMPT)
    assert history.load(ATTEMPT.id).earlier == ()


def test_the_first_score_is_that_of_the_day_also_where_there_was_none(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(replace(ATTEMPT, id="a"))
    history.save(replace(ATTEMPT, id="b", earlier=(DAY, LATER)))
    history.save(replace(ATTEMPT, id="c", earlier=(LATER,)))
    firsts = {summary.id: summary.first_score for summary in history.attempts()}
    assert firsts == {"a": ATTEMPT.scorecard.score, "b": 40, "c": None}


def test_whole_attempts_are_given_oldest_first_of_one_question_or_of_all(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    assert list(history.each()) == []
    for attempt_id, question in (("b", "one"), ("a", "two"), ("c", "one")):
        history.save(replace(ATTEMPT, id=attempt_id, question_id=question))
    assert [attempt.id for attempt in history.each("one")] == ["b", "c"]
    assert [attempt.id for attempt in history.each()] == ["a", "b", "c"]
    assert next(history.each("two")) == replace(ATTEMPT, id="a", question_id="two")


def test_a_history_from_before_has_no_earlier_judgements(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    migrate(connection, MIGRATIONS[:5])
    migrate(connection)
    assert connection.execute("SELECT count(*) FROM judgements").fetchone() == (0,)
    connection.close()
