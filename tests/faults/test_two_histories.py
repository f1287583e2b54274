from faults.two_histories import main


def test_two_programs_at_once_lose_nothing_and_a_short_hold_is_waited_out() -> None:
    assert main(["--runs", "10", "--hold", "0.5", "--short"]) == 0
