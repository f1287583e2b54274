import pytest

from coach.delivery.repetitions import find_repetitions
from coach.domain.transcript import TimeSpan, Word


def spoken(text: str) -> tuple[Word, ...]:
    return tuple(Word(token, 0.3 * at, 0.3 * at + 0.3) for at, token in enumerate(text.split()))


def texts(text: str) -> list[str]:
    return [repetition.text for repetition in find_repetitions(spoken(text))]


def test_a_repetition_covers_all_its_copies() -> None:
    (repetition,) = find_repetitions(spoken("so we we We use it"))
    assert (repetition.text, repetition.first_word, repetition.last_word) == ("we we We", 1, 3)
    assert repetition.span == TimeSpan(0.3, pytest.approx(1.2))


def test_fillers_between_the_copies_are_passed_over_and_shown() -> None:
    (repetition,) = find_repetitions(spoken("use the um, the test"), fillers=frozenset({2}))
    assert (repetition.text, repetition.first_word, repetition.last_word) == ("the um, the", 1, 3)


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_up_to_four_words_said_again_are_found(length: int) -> None:
    phrase = " ".join("then we fit trees".split()[:length])
    assert texts(f"{phrase} {phrase} today") == [f"{phrase} {phrase}"]


def test_five_words_said_again_are_left_alone() -> None:
    assert texts("then we fit trees again then we fit trees again") == []


def test_a_word_that_ends_one_sentence_and_begins_the_next_is_no_repetition() -> None:
    assert texts("We add noise. Noise helps.") == []


def test_a_full_stop_behind_a_word_that_ends_no_sentence_is_not_believed() -> None:
    assert texts("It is the. The variance.") == ["the. The"]


def test_an_acronym_is_not_the_word_that_is_spelled_like_it() -> None:
    assert texts("we asked IT it broke") == []
