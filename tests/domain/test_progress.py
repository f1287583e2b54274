from datetime import date, timedelta

from coach.domain.progress import streaks

TODAY = date(2026, 3, 10)


def days(*ago: int) -> set[date]:
    return {TODAY - timedelta(days=each) for each in ago}


def test_days_in_a_row_up_to_today_are_counted() -> None:
    assert streaks(days(0, 1, 2, 5, 6, 7, 8), TODAY) == (3, 4)


def test_a_day_that_is_not_over_breaks_nothing_but_a_day_without_practice_does() -> None:
    assert streaks(days(1, 2), TODAY) == (2, 2)
    assert streaks(days(2, 3), TODAY) == (0, 2)


def test_no_practice_is_no_streak() -> None:
    assert streaks(set(), TODAY) == (0, 0)
