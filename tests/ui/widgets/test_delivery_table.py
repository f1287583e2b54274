from dataclasses import replace

from pilots import sample_attempt

from coach.ui.widgets.delivery_table import delivery_lines

DELIVERY = sample_attempt().delivery


def test_every_measure_is_said_with_its_unit() -> None:
    assert DELIVERY is not None
    lines = dict(delivery_lines(DELIVERY))
    assert lines["pace"] == "81 words a minute (slow), 86 without pauses"
    assert lines["length"] == "0:40, the first word after 0.8 s"
    assert lines["pauses"] == "1 over 1 s, the longest 2.3 s at 0:20"
    assert lines["fillers"] == "at least 2: um, you know"


def test_an_answer_without_pauses_and_fillers_says_so() -> None:
    assert DELIVERY is not None
    lines = dict(delivery_lines(replace(DELIVERY, pauses=(), fillers=())))
    assert (lines["pauses"], lines["fillers"]) == ("none over 1 s", "none heard")


def test_the_same_filler_is_counted() -> None:
    assert DELIVERY is not None
    um = DELIVERY.fillers[0]
    lines = dict(delivery_lines(replace(DELIVERY, fillers=(um, replace(um, text="Um,"), um))))
    assert lines["fillers"] == "at least 3: um ×3"
