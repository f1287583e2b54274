"""How well ways of reasoning are heard on snippets that nothing was tuned on; `-s` prints the table."""

from pathlib import Path

from skills.measure import measure

HELD_OUT = Path(__file__).parent / "held_out.toml"
LEAST_PRECISION = 0.9


def test_what_is_heard_in_snippets_that_nothing_was_tuned_on_is_there_nine_times_out_of_ten() -> None:
    measured = measure(HELD_OUT)
    print(f"\n{measured.table()}")
    assert measured.snippets >= 150
    assert measured.near_misses * 3 >= measured.snippets
    assert measured.whole.precision >= LEAST_PRECISION, "\n".join(measured.mistakes)
    assert measured.whole.recall > 0.5
