from dataclasses import replace

import pytest

from coach.domain.schedule import Session
from coach.report.plan_report import describe_due_later

FULL = Session((), minutes=20.0, done_minutes=20.0, due_later=1)


@pytest.mark.parametrize(
    ("due_later", "said"),
    [
        (1, "1 more is due; it can wait for another day."),
        (3, "3 more are due; they can wait for another day."),
    ],
)
def test_what_is_due_beyond_today_may_wait(due_later: int, said: str) -> None:
    assert describe_due_later(replace(FULL, due_later=due_later)) == said
