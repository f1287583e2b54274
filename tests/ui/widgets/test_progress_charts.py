from datetime import date

import pytest

from coach.domain.progress import DayOfPractice, Progress, WeekOfSpeech
from coach.ui.widgets.progress_charts import MOST_POINTS, date_ticks, picture_fillers, picture_pace, picture_scores

DAYS = (
    DayOfPractice(date(2026, 3, 1), 2, 80.0, 50.0, 0.4),
    DayOfPractice(date(2026, 3, 2), 1, 40.0, None, None),
    DayOfPractice(date(2026, 3, 5), 1, 40.0, 70.0, 0.6),
)
WEEKS = (WeekOfSpeech(date(2026, 2, 23), 100.0, 8.0), WeekOfSpeech(date(2026, 3, 2), 120.0, None))


def test_score_and_coverage_share_an_axis_and_unjudged_days_are_left_out() -> None:
    picture = picture_scores(Progress(DAYS, ()))
    assert picture is not None
    assert [list(line.ys) for line in picture.lines] == [pytest.approx([40.0, 60.0]), [50.0, 70.0]]
    assert [line.dotted for line in picture.lines] == [True, False]


def test_pace_and_fillers_show_the_zone_that_needs_no_remark() -> None:
    pace, fillers = picture_pace(Progress((), WEEKS)), picture_fillers(Progress((), WEEKS))
    assert pace is not None
    assert fillers is not None
    assert (pace.levels, list(pace.lines[0].ys)) == ((110.0, 170.0), [100.0, 120.0])
    assert (fillers.levels, list(fillers.lines[0].ys)) == ((5.0,), [8.0])


def test_nothing_to_draw_is_no_picture() -> None:
    nothing = Progress((), ())
    assert (picture_scores(nothing), picture_pace(nothing), picture_fillers(nothing)) == (None, None, None)


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
    score = picture.lines[1]
    assert list(score.ys) == [50.0] * MOST_POINTS
    assert score.xs[0] == first + 0.5
