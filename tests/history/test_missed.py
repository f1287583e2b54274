from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pilots import sample_attempt, unjudged_attempt

from coach.domain.coverage import Coverage, Verdict
from coach.domain.labels import Label
from coach.domain.progress import Missed
from coach.history.history import History

ATTEMPT = sample_attempt()
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
