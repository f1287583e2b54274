from datetime import date, timedelta
from pathlib import Path

import pytest
from pilots import L1, ROC, bank, missed_on, shown, until

from coach.domain.progress import DayOfPractice, FillerTrend, Progress, WeekOfSpeech
from coach.ui.app import CoachApp
from coach.ui.screens.progress import (
    MOST_POINTS,
    ProgressScreen,
    date_ticks,
    describe_fillers,
    describe_practice,
    draw_days,
    name_week,
    picture_coverage,
    picture_fillers,
    picture_pace,
    picture_scores,
    rate,
    scopes,
    spark,
    time_spent,
)

DAYS = (
    DayOfPractice(date(2026, 3, 1), 2, 80.0, 50.0, 0.4),
    DayOfPractice(date(2026, 3, 2), 1, 40.0, None, None),
    DayOfPractice(date(2026, 3, 5), 1, 40.0, 70.0, 0.6),
)
WEEKS = (WeekOfSpeech(date(2026, 2, 23), 100.0, 8.0), WeekOfSpeech(date(2026, 3, 2), 120.0, None))


def test_score_and_coverage_have_a_chart_each_and_unjudged_days_are_left_out() -> None:
    score, coverage = picture_scores(Progress(DAYS, ())), picture_coverage(Progress(DAYS, ()))
    assert score is not None
    assert coverage is not None
    assert [list(line.ys) for line in score.lines] == [[50.0, 70.0]]
    assert [list(line.ys) for line in coverage.lines] == [pytest.approx([40.0, 60.0])]
    assert score.y_range == coverage.y_range == (0.0, 100.0)


def test_pace_and_fillers_show_the_zone_that_needs_no_remark() -> None:
    pace, fillers = picture_pace(Progress((), WEEKS)), picture_fillers(Progress((), WEEKS))
    assert pace is not None
    assert fillers is not None
    assert (pace.levels, list(pace.lines[0].ys)) == ((110.0, 170.0), [100.0, 120.0])
    assert (fillers.levels, list(fillers.lines[0].ys)) == ((5.0,), [8.0])


def test_nothing_to_draw_is_no_picture() -> None:
    nothing = Progress((), ())
    pictures = (picture_scores, picture_coverage, picture_pace, picture_fillers)
    assert [picture(nothing) for picture in pictures] == [None] * 4


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), ["1 Mar"]),
        (date(2026, 3, 1), date(2026, 3, 5), ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar"]),
        (date(2026, 3, 1), date(2026, 3, 10), ["1 Mar", "3 Mar", "5 Mar", "7 Mar", "9 Mar"]),
        (date(2026, 2, 6), date(2026, 3, 1), ["6 Feb", "13 Feb", "20 Feb", "27 Feb"]),
        (date(2025, 9, 8), date(2026, 3, 2), ["1 Nov", "1 Jan", "1 Mar"]),
        (date(2024, 5, 20), date(2026, 2, 1), ["Jul 2024", "Jan 2025", "Jul 2025", "Jan 2026"]),
        (date(1990, 5, 20), date(2026, 2, 1), ["Jan 1992", "Jan 2000", "Jan 2008", "Jan 2016", "Jan 2024"]),
    ],
)
def test_dates_are_days_or_weeks_apart_or_beginnings_of_months_or_years(
    first: date, last: date, written: list[str]
) -> None:
    ticks = date_ticks([first, last])
    assert [text for _, text in ticks] == written
    assert all(first.toordinal() <= tick <= last.toordinal() for tick, _ in ticks)


def test_years_of_days_are_averaged_to_as_many_points_as_a_chart_has_cells() -> None:
    first = date(2020, 1, 1).toordinal()
    days = tuple(
        DayOfPractice(date.fromordinal(first + at), 1, 40.0, float(at % 2 * 100), 0.5) for at in range(2 * MOST_POINTS)
    )
    picture = picture_scores(Progress(days, ()))
    assert picture is not None
    score = picture.lines[0]
    assert list(score.ys) == [50.0] * MOST_POINTS
    assert score.xs[0] == first + 0.5


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
        "4 answers on 3 days, 2 min spoken; current streak 2 days, longest 2 days"
    )


def test_a_streak_that_is_over_is_not_said_to_go_on() -> None:
    assert describe_practice(Progress((day(9, 1), day(8, 1)), ()), TODAY).endswith(
        "; no current streak, longest 2 days"
    )


def test_no_practice_is_not_summed_up() -> None:
    assert describe_practice(Progress((), ()), TODAY) == ""


@pytest.mark.parametrize(("seconds", "text"), [(40.0, "40 s"), (720.0, "12 min"), (7500.0, "2 h 05 min")])
def test_long_times_are_written_in_hours_and_minutes(seconds: float, text: str) -> None:
    assert time_spent(seconds) == text


def test_each_filler_has_its_numbers_before_and_now_and_says_which_way_it_goes() -> None:
    trends = (
        FillerTrend("um", 1.04, 2.6, (5.2, 2.6, 1.04)),
        FillerTrend("you know", 12.4, 0.0, (0.0, 0.0, 12.4)),
        FillerTrend("so", 0.31, 0.34, (0.34, 0.34, 0.31)),
    )
    lines = [line.rstrip() for line in describe_fillers(trends, "this week", 76).plain.split("\n")]
    assert lines == [
        "Which fillers, how many a minute, against the 2 weeks before",
        "                    this week       before              week by week",
        "um                        1.0          2.6  ▼ fewer     █▄▂",
        "you know                   12            0  ▲ more      ··█",
        "so                        0.3          0.3  = the same  ███",
    ]


def test_a_first_week_has_nothing_to_be_compared_with() -> None:
    drawn = describe_fillers((FillerTrend("um", 2.0, None, (2.0,)),), "this week", 76).plain
    assert "before" not in drawn
    assert "fewer" not in drawn


def test_the_newest_week_is_called_by_how_long_ago_it_is() -> None:
    assert name_week(date(2026, 3, 9), TODAY) == "this week"
    assert name_week(date(2026, 3, 2), TODAY) == "last week"
    assert name_week(date(2026, 2, 9), TODAY) == "from 9 Feb"


def test_rates_have_a_decimal_where_it_says_something() -> None:
    assert [rate(each) for each in (0.0, 0.04, 0.4, 9.94, 10.2)] == ["0", "0.0", "0.4", "9.9", "10"]
    assert (spark((1.0,)), spark((0.0, 0.0))) == ("", "")


async def test_progress_is_drawn_for_everything_a_topic_and_a_question(tmp_path: Path) -> None:
    async with CoachApp(missed_on(tmp_path, 9)).run_test(size=(120, 50)) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: "9 answers on 9 days" in shown(pilot))
        assert "everything" in shown(pilot)
        await pilot.press("right")
        await until(pilot, lambda: "‹ Fundamentals ›" in shown(pilot))
        await pilot.press("right")
        await until(pilot, lambda: f"‹ {L1.question} ›" in shown(pilot))
        await pilot.press("right", "right")
        await until(pilot, lambda: "No answers yet." in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ProgressScreen))


def test_everything_comes_before_topics_and_each_topic_before_its_questions() -> None:
    assert [scope.name for scope in scopes(bank(L1, ROC))] == [
        "everything",
        "Fundamentals",
        L1.question,
        "Stats & evaluation",
        ROC.question,
    ]
