from coach.scoring.trust import NOT_COUNTED, NOT_JUDGED, NOT_MISSED, TRUSTED, Trust
from coach.ui.widgets.result_page import heard_badly


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
