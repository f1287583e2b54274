from coach.report.measures import MeasureLine
from coach.ui.widgets.delivery_table import describe_lines


def test_measures_stand_below_each_other_and_their_words_wrap_beside_the_label() -> None:
    lines = (MeasureLine("pace", "81 words a minute (slow)"), MeasureLine("over time", "from 62 to 110"))
    assert [line.rstrip() for line in describe_lines(lines, 30).plain.splitlines()] == [
        "pace       81 words a minute",
        "           (slow)",
        "over time  from 62 to 110",
    ]


def test_text_of_people_is_no_markup() -> None:
    shown = describe_lines((MeasureLine("fillers", "at least 1 ([bold]um[/])"),), 60).plain
    assert "at least 1 ([bold]um[/])" in shown
