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
    assert word_errors(["no", "thank", "you"], []) == WordErrors(3, 0, 3, 0, 1)


def test_three_words_missing_in_a_row_are_a_lost_run_and_two_are_none() -> None:
    said = "a b c d e f g h i j k l".split()
    assert word_errors(said, "a e f i j k l".split()).lost_runs == 1  # b c d; g h
    assert word_errors(said, "a e f g k l".split()).lost_runs == 2  # b c d; h i j
    assert word_errors(said, "a x y z e f g h i j k l".split()).lost_runs == 0  # misheard, not lost
    assert word_errors(said, "a c e g i k".split()).lost_runs == 0


def test_the_rate_over_several_clips_is_that_of_all_their_words() -> None:
    both = WordErrors(10, 1, 0, 0, 1) + WordErrors(30, 0, 2, 1, 2)
    assert both.rate == pytest.approx(0.1)
    assert both.lost_runs == 3
