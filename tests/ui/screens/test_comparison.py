from dataclasses import replace

from pilots import sample_attempt

from coach.domain.coverage import Label
from coach.report.comparing import compare
from coach.ui.screens.comparison import describe_numbers, describe_points, describe_sum

BEFORE = sample_attempt()
COMPARISON = compare(BEFORE, replace(BEFORE, labels={"correlated": Label.SAID, "l1-sparse": Label.NOT_SAID}))


def test_what_changed_comes_first_with_both_verdicts() -> None:
    lines = describe_points(COMPARISON, 140).plain.split("\n")
    assert lines[0].startswith("− lost     ✓ → ✗  L1 regularization")
    assert lines[1].startswith("+ gained   ✗ → ✓  With correlated features")
    assert lines[2].startswith("= same     ? → ?")
    assert describe_sum(COMPARISON) == "1 point gained, 1 point lost"


def test_numbers_stand_in_columns() -> None:
    lines = describe_numbers(COMPARISON, 60).plain.split("\n")
    assert lines[0].split() == ["before", "after"]
    assert lines[1].split() == ["score", "50", "50"]
