from datetime import date, timedelta

from coach.domain.progress import FillerTrend, WeekOfSpeech, filler_trends, streaks

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


def week(number: int, minutes: float, **fillers: int) -> WeekOfSpeech:
    monday = date(2026, 1, 5) + timedelta(weeks=number)
    return WeekOfSpeech(monday, 120.0, None, fillers, minutes)


def test_each_filler_of_the_newest_week_is_compared_with_the_minutes_of_the_weeks_before() -> None:
    weeks = (week(0, 2.0, um=8), week(1, 6.0, um=8, so=3), week(3, 4.0, um=4, like=6))
    assert filler_trends(weeks) == (
        FillerTrend("like", 1.5, 0.0, (0.0, 0.0, 1.5)),
        FillerTrend("um", 1.0, 2.0, (4.0, 8 / 6, 1.0)),
        FillerTrend("so", 0.0, 3 / 8, (0.0, 0.5, 0.0)),
    )


def test_a_first_week_is_compared_with_nothing_and_weeks_without_counted_speech_are_passed_over() -> None:
    assert filler_trends((week(0, 0.0, um=9), week(1, 2.0, um=4))) == (FillerTrend("um", 2.0, None, (2.0,)),)
    assert filler_trends(()) == ()


def test_only_the_last_weeks_and_the_most_frequent_fillers_are_followed() -> None:
    old = week(0, 1.0, basically=99)
    words = {f"word{number}": number for number in range(1, 9)}
    trends = filler_trends((old, *(week(number, 1.0, **words) for number in range(1, 6))))
    assert [each.text for each in trends] == ["word8", "word7", "word6", "word5", "word4", "word3"]
