from dataclasses import replace

from pilots import sample_attempt

from coach.domain.coverage import Label
from coach.domain.schedule import Return
from coach.ui.widgets.key_point import ASKED, ASKED_BRIEFLY, describe_point

POINT = sample_attempt().coverage.points[0]
BACK = Return("Due on 3 Mar", "you made it today.", "3 Mar")


def test_a_closed_point_is_one_line_with_its_sign_claim_and_date() -> None:
    line = describe_point(POINT, 74, typed=False, returns=BACK, details=False).plain
    assert line.startswith("✓ covered       L1 regularization drives some weights to exact…")
    assert line.endswith("  3 Mar")
    assert len(line) == 74


def test_a_closed_point_that_is_unsure_asks_in_place_of_its_date() -> None:
    unsure = sample_attempt().coverage.points[1]
    assert describe_point(unsure, 74, typed=False, returns=BACK, details=False).plain.endswith(ASKED_BRIEFLY)
    settled = describe_point(unsure, 74, typed=False, label=Label.SAID, returns=BACK, details=False).plain
    assert settled.splitlines()[0].endswith("3 Mar")
    assert "your label: said; the judge: ? unsure" in settled


def test_an_open_point_shows_its_whole_claim_its_words_why_it_comes_back_and_its_weight() -> None:
    lines = describe_point(POINT, 120, typed=False, returns=BACK).plain.splitlines()
    assert lines[0].split("  ")[0] == "✓ covered"
    assert "L1 regularization drives some weights to exactly zero, which selects features." in lines[0]
    assert lines[1].lstrip().startswith("0:09  You said: “loss and it drives")
    assert [line.strip() for line in lines[-2:]] == ["Due on 3 Mar: you made it today.", "Weight 2."]


def test_the_words_stand_there_once() -> None:
    text = describe_point(POINT, 300, typed=False).plain
    assert text.count("loss and it drives") == 1


def test_an_attempt_of_an_earlier_version_shows_its_words_and_its_reason() -> None:
    old = replace(POINT, reason="closest to: L1 drives some weights to exactly zero.")
    lines = [line.strip() for line in describe_point(old, 300, typed=False).plain.splitlines()]
    assert lines[1].startswith("0:09  “loss and it drives")
    assert lines[2] == old.reason


def test_an_unsure_point_is_asked_and_says_which_keys_settle_it() -> None:
    unsure = sample_attempt().coverage.points[1]
    assert ASKED in describe_point(unsure, 120, typed=False).plain
    assert ASKED not in describe_point(unsure, 120, typed=False, label=Label.SAID).plain
    withheld = replace(unsure, reason="")
    assert ASKED not in describe_point(withheld, 120, typed=False).plain


def test_a_typed_answer_has_no_times() -> None:
    assert "0:09" not in describe_point(POINT, 120, typed=True).plain


def test_a_missed_point_says_that_it_was_not_heard() -> None:
    lines = describe_point(sample_attempt().coverage.points[3], 120, typed=False).plain.splitlines()
    assert [line.strip() for line in lines[1:]] == ["Not heard."]
