from coach.bench.whisper_spelling import whisper_words


def test_fillers_and_brackets_go_and_numbers_and_contractions_are_written_alike() -> None:
    assert whisper_words("Um, it's [uh] twenty-five, mm-hmm; er.") == ["it", "is", "25", "er"]
    assert whisper_words("It is 25 er") == ["it", "is", "25", "er"]


def test_a_text_of_fillers_alone_has_no_words() -> None:
    assert whisper_words("um, uh. hmm") == []


def test_an_ellipsis_at_the_end_leaves_the_dot_that_the_package_leaves() -> None:
    assert whisper_words("so... yes...") == ["so", "yes", "."]
