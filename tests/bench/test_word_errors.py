import pytest

from coach.bench.word_errors import WordErrors, word_errors


def test_errors_are_counted_by_kind() -> None:
    # the -> a; sat missing; down made up
    assert word_errors("the cat sat on it".split(), "a cat on it down".split()) == WordErrors(5, 1, 1, 1)
    assert WordErrors(5, 1, 1, 1).rate == pytest.approx(0.6)


def test_where_nothing_is_said_every_word_is_made_up() -> None:
    assert word_errors([], ["thank", "you"]) == WordErrors(0, 0, 0, 2)
    assert word_errors([], ["thank", "you"]).rate is None


def test_where_nothing_is_heard_every_word_is_missing() -> None:
    assert word_errors(["thank", "you"], []) == WordErrors(2, 0, 2, 0)


def test_the_rate_over_several_clips_is_that_of_all_their_words() -> None:
    assert (WordErrors(10, 1, 0, 0) + WordErrors(30, 0, 2, 1)).rate == pytest.approx(0.1)
