from pilots import sample_attempt

from coach.report.measures import MeasureLine
from coach.scoring.trust import NOT_COUNTED, NOT_JUDGED, NOT_MISSED, TRUSTED, Trust
from coach.ui.widgets.result_page import describe_advice, describe_lines, describe_verdicts, heard_badly


def test_an_answer_heard_well_needs_no_notice() -> None:
    assert heard_badly(TRUSTED) == ("", "")


def test_what_is_withheld_is_said_before_why() -> None:
    assert heard_badly(Trust(points=True, fillers=False, reasons=("Noise.", "Clipping."))) == (
        NOT_COUNTED,
        "Noise. Clipping.",
    )


def test_the_reasons_that_the_advice_gives_are_not_said_twice() -> None:
    trust = Trust(points=False, fillers=False, reasons=("Noise.", "Gaps.", "Guesses.", "Clipping."))
    assert heard_badly(trust) == (NOT_JUDGED, "Clipping.")


def test_what_is_only_worth_watching_stands_alone() -> None:
    assert heard_badly(Trust(reasons=("Clipping.",))) == ("Clipping.", "")


def test_what_is_missing_from_the_answer_is_said_with_what_it_leads_to() -> None:
    trust = Trust(missed=False, reasons=("3.0 s could not be read.",))
    assert heard_badly(trust) == (NOT_MISSED, "3.0 s could not be read.")


def test_what_comes_after_the_first_advice_is_numbered_from_two() -> None:
    shown = describe_advice(("Second.", "Third."), 20)
    assert [line.rstrip() for line in shown.plain.splitlines()] == ["2  Second.", "3  Third."]


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


COVERAGE = sample_attempt().coverage


def test_verdicts_stand_in_one_line_where_they_fit() -> None:
    assert describe_verdicts(COVERAGE, 80).plain == "✓ 1 covered   ? 1 unsure   ✗ 1 missed   ! 1 contradicted"


def test_verdicts_take_more_lines_where_they_do_not_fit() -> None:
    assert describe_verdicts(COVERAGE, 30).plain.splitlines() == [
        "✓ 1 covered   ? 1 unsure",
        "✗ 1 missed   ! 1 contradicted",
    ]
