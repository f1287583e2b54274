from dataclasses import replace
from datetime import UTC, datetime

from coach.domain.coverage import Verdict
from coach.practice.agreement import Agreement
from coach.practice.what_if import Effect, VerdictChange
from coach.ui.widgets.effect_view import MOST_SHOWN, describe_effect

DAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
UP = VerdictChange("a", DAY, "sparse", Verdict.MISSED, Verdict.COVERED, "[b]many zeros[/b]")
DOWN = VerdictChange("b", DAY, "corners", Verdict.COVERED, Verdict.UNSURE, "")
NEW = VerdictChange("b", DAY, "new", None, Verdict.PARTLY, "")


def effect(*changes: VerdictChange, before: int = 5, after: int = 8, labels: int = 9) -> Effect:
    return Effect(12, changes, 61.4, 64.0, Agreement(before, labels), Agreement(after, labels))


def shown(of: Effect, *, edited: bool = True) -> list[str]:
    points = {"sparse": "L1 makes many of the weights exactly zero.", "corners": "It has corners.", "new": "It is new."}
    return describe_effect(of, points, 60, edited=edited).plain.splitlines()


def test_it_is_said_that_aliases_change_no_stored_answer() -> None:
    lines = shown(replace(effect(before=5, after=5), aliases_edited=True))
    assert lines[0].startswith("12 answers: no verdict changes.")
    assert "Aliases count for answers that you speak from now on." in lines
    assert not any("Aliases" in line for line in shown(effect(UP)))


def test_sums_come_first_then_each_change_with_its_words() -> None:
    lines = [" ".join(line.split()) for line in shown(effect(UP, DOWN, NEW))]
    assert lines == [
        "12 answers, 3 verdicts changed:",
        "▲ 1 kinder, ▼ 1 stricter, • 1 new or gone",
        "mean score 61 → 64",
        "Your labels, as saved: agreement 5 of 9",
        "with the edit: agreement 8 of 9",
        "▲ 1 Mar L1 makes many of the weigh… ✗ missed → ✓ covered",
        "“[b]many zeros[/b]”",
        "▼ 1 Mar It has corners. ✓ covered → ? unsure",
        "• 1 Mar It is new. new → ◐ partly",
    ]


def test_without_an_edit_only_the_answers_and_labels_are_told() -> None:
    lines = shown(effect(before=2, after=2, labels=2), edited=False)
    assert lines == [
        "12 answers judged with this rubric.",
        "Your labels: too early to tell: 2 labels, 8 needed (agreement 2 of 2)",
    ]


def test_an_edit_without_effect_says_so() -> None:
    assert shown(effect(labels=0))[0] == "12 answers: no verdict changes."


def test_a_long_list_is_cut_and_says_by_how_much() -> None:
    assert shown(effect(*([DOWN] * (MOST_SHOWN + 3))))[-1] == "and 3 more"


def test_nothing_said_yet_has_no_effect() -> None:
    nothing = Effect(0, (), None, None, Agreement(0, 0), Agreement(0, 0))
    assert shown(nothing)[0].startswith("No answers yet")
