from faults.imports import outcomes


def test_damaged_files_of_questions_are_read_or_refused_and_no_word_is_lost():
    found = dict(outcomes(seed=20, runs=100))
    assert set(found.values()) == {"read", "refused"}
