from datetime import UTC, datetime, timedelta

import pytest

from coach.practice.clock import Clock, Moment, next_thinking, read_clock, thinking_left

WINDOW = (30.0, 60.0)
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("elapsed", "moment"),
    [
        (0.0, Moment.BEFORE),
        (29.9, Moment.BEFORE),
        (30.0, Moment.INSIDE),
        (60.0, Moment.INSIDE),
        (60.1, Moment.AFTER),
        (89.9, Moment.AFTER),
        (90.0, Moment.OVER),
    ],
)
def test_the_clock_knows_the_window_and_the_limit(elapsed: float, moment: Moment) -> None:
    assert read_clock(elapsed, WINDOW, 90.0).moment is moment


@pytest.mark.parametrize(
    ("elapsed", "countdown"), [(79.9, None), (80.0, 10), (80.1, 10), (89.01, 1), (90.0, 0), (95.0, 0)]
)
def test_only_the_last_ten_seconds_are_counted_down(elapsed: float, countdown: int | None) -> None:
    assert read_clock(elapsed, WINDOW, 90.0).countdown == countdown


def test_a_limit_inside_the_window_stops_the_answer_there() -> None:
    assert read_clock(45.0, WINDOW, 45.0) == Clock(45.0, Moment.OVER, 0)


@pytest.mark.parametrize(("after", "left"), [(0.0, 5), (0.1, 5), (4.0, 1), (4.9, 1), (5.0, 0), (60.0, 0)])
def test_thinking_time_is_rounded_up_and_ends_at_zero(after: float, left: int) -> None:
    assert thinking_left(START, START + timedelta(seconds=after), 5) == left


def test_the_choices_of_thinking_time_go_round() -> None:
    assert [next_thinking(seconds) for seconds in (0, 5, 10, 20)] == [5, 10, 20, 0]


def test_an_unknown_thinking_time_is_followed_by_the_first_choice() -> None:
    assert next_thinking(7) == 0
