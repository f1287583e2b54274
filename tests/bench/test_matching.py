from coach.bench.matching import equal_words, most_pairs


def test_one_that_could_take_either_leaves_the_only_one_to_the_other() -> None:
    assert most_pairs([[0, 1], [0]]) == {0: 1, 1: 0}


def test_nothing_is_paired_twice() -> None:
    assert len(most_pairs([[0], [0], [0]])) == 1


def test_equal_words_are_paired_around_a_missing_one() -> None:
    assert equal_words("so um yes".split(), "so yes".split(), "um") == [(0, 0), (2, 1)]


def test_of_two_alignments_with_as_many_errors_the_one_with_more_equal_words_is_taken() -> None:
    assert equal_words("a um".split(), "um b".split(), "um") == [(1, 0)]


def test_the_favourite_is_rather_paired_than_another_word() -> None:
    # One error less or more is the same either way; either "um" or "a" can be paired.
    assert equal_words("a um".split(), "um a".split(), "um") == [(1, 0)]
    assert equal_words("a um".split(), "um a".split(), "a") == [(0, 1)]


def test_nothing_is_equal_in_nothing() -> None:
    assert equal_words([], ["um"], "um") == []
