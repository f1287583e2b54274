from pilots import sample_attempt

from coach.ui.widgets.score_panel import describe_verdicts

COVERAGE = sample_attempt().coverage


def test_verdicts_stand_in_one_line_where_they_fit() -> None:
    assert describe_verdicts(COVERAGE, 80).plain == "✓ 1 covered   ? 1 unsure   ✗ 1 missed   ! 1 contradicted"


def test_verdicts_take_more_lines_where_they_do_not_fit() -> None:
    assert describe_verdicts(COVERAGE, 30).plain.splitlines() == [
        "✓ 1 covered   ? 1 unsure",
        "✗ 1 missed   ! 1 contradicted",
    ]
