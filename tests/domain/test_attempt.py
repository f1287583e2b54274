from datetime import UTC, datetime

from coach.domain.attempt import time_in_id
from coach.practice.answers import new_attempt_id


def test_the_time_at_which_an_answer_began_is_read_from_its_id() -> None:
    assert time_in_id("20260228T200000Z-abcdef") == datetime(2026, 2, 28, 20, 0, tzinfo=UTC)
    began = datetime(2026, 3, 1, 9, 0, 7, tzinfo=UTC)
    assert time_in_id(new_attempt_id(began)) == began


def test_a_name_without_a_time_tells_none() -> None:
    assert time_in_id("holiday") is None
