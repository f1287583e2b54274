from datetime import date, timedelta

import pytest

from coach.domain.progress import DayOfPractice, Progress
from coach.ui.widgets.practice_days import describe_practice, draw_days, time_spent

TODAY = date(2026, 3, 11)
"""A Wednesday."""


def day(ago: int, answers: int) -> DayOfPractice:
    return DayOfPractice(TODAY - timedelta(days=ago), answers, 40.0 * answers, None, None)


def test_each_day_has_its_place_and_a_sign_for_how_much_was_answered() -> None:
    lines = draw_days([day(0, 1), day(1, 3), day(7, 9)], TODAY, 2).plain.split("\n")
    assert lines == [
        "Mon · · ",
        "    · ▓ ",
        "Wed █ ▒ ",
        "    ·   ",
        "Fri ·   ",
        "    ·   ",
        "Sun ·   ",
    ]


def test_practice_is_summed_up_in_one_line() -> None:
    progress = Progress((day(3, 1), day(1, 2), day(0, 1)), ())
    assert describe_practice(progress, TODAY) == (
        "4 answers on 3 days, 2 min spoken; in a row now 2 days, at most 2 days"
    )


def test_no_practice_is_not_summed_up() -> None:
    assert describe_practice(Progress((), ()), TODAY) == ""


@pytest.mark.parametrize(("seconds", "text"), [(40.0, "40 s"), (720.0, "12 min"), (7500.0, "2 h 05 min")])
def test_long_times_are_written_in_hours_and_minutes(seconds: float, text: str) -> None:
    assert time_spent(seconds) == text
