import time

import pytest

from coach.bank.cloze import filled, has_gaps, opened


@pytest.mark.parametrize(
    ("text", "shown", "whole"),
    [
        ("Bias is {{c1::an error}}.", "Bias is ….", "Bias is an error."),
        ("{{c1::L1}} and {{c2::L2::a norm}}", "… and … (a norm)", "L1 and L2"),
        ("{{c1::a {{c2::b}} c}} d", "… d", "a b c d"),
        ("{{c1::two<br>lines}}", "…", "two<br>lines"),
        ("no gap, {{x}} and {{c1::open", "no gap, {{x}} and {{c1::open", "no gap, {{x}} and {{c1::open"),
    ],
)
def test_gaps_are_opened_and_filled(text: str, shown: str, whole: str) -> None:
    assert (opened(text), filled(text)) == (shown, whole)
    assert has_gaps(text) == (shown != text)


@pytest.mark.parametrize("text", ["{{c1::" * 20_000, "{{c1::a" * 10_000 + "}}" * 10_000, "{{c1::a}}" * 20_000])
def test_gaps_of_any_number_take_less_than_two_seconds(text: str) -> None:
    started = time.process_time()
    has_gaps(text), opened(text), filled(text)
    assert time.process_time() - started < 2.0
