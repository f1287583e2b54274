from faults.settings import outcomes


def test_damaged_settings_are_read_or_refused_and_a_change_loses_nothing_else():
    found = dict(outcomes(seed=20, runs=80))
    assert set(found.values()) == {"read", "refused"}
