from faults.rubrics import outcomes


def test_damaged_question_files_are_read_or_refused_with_their_key_and_what_to_do():
    found = dict(outcomes(seed=20, runs=120))
    assert set(found.values()) == {"read", "refused"}
