from coach.content.content_words import content_stems, stem


def test_small_words_negators_and_endings_are_ignored() -> None:
    assert content_stems("The weights are not shrinking") == content_stems("weight shrink")


def test_a_short_word_keeps_its_ending() -> None:
    assert (stem("weights"), stem("is"), stem("bed")) == ("weight", "is", "bed")
