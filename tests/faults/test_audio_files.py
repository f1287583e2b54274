from faults.audio_files import FORMATS, outcomes


def test_damaged_files_of_every_format_are_read_or_refused_with_a_way_out():
    found = dict(outcomes(seed=20, runs=20 * len(FORMATS)))
    assert len(found) == 20 * len(FORMATS)
    assert set(found.values()) == {"read", "refused"}
