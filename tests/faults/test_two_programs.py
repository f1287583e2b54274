from faults.two_programs import lost


def test_the_changes_of_two_programs_at_once_all_survive():
    assert lost(runs=20) == (0, 0, True)
