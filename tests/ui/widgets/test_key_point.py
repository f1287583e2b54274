from dataclasses import replace

from pilots import sample_attempt

from coach.ui.widgets.key_point import describe_point

POINT = sample_attempt().coverage.points[0]


def test_a_point_shows_sign_word_claim_weight_time_and_quote() -> None:
    lines = describe_point(POINT, 120, typed=False).plain.splitlines()
    assert lines[0].split("  ")[0] == "✓ covered"
    assert "L1 regularization drives some weights to exactly zero, which selects features." in lines[0]
    assert lines[0].endswith("weight 2")
    assert lines[1].lstrip().startswith("0:09  “loss and it drives")


def test_a_typed_answer_has_no_times() -> None:
    assert "0:09" not in describe_point(POINT, 120, typed=True).plain


def test_a_point_without_evidence_is_one_line() -> None:
    assert len(describe_point(replace(POINT, evidence=None), 120, typed=False).plain.splitlines()) == 1
