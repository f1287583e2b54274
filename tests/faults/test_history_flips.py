from faults.history_flips import main


def test_a_history_with_a_flipped_bit_or_a_lost_end_is_read_as_far_as_it_can_be_and_repaired() -> None:
    assert main(["--runs", "20", "--seed", "3"]) == 0
