import pytest

from coach.delivery.spoken_words import at_clause_start, index_phrases, spoken_words
from coach.domain.transcript import Word
from coach.domain.word_lists import WordLists


def test_phrases_are_tried_from_the_longest() -> None:
    index = index_phrases(("or something", "Or something like that", "maybe"))
    assert index["or"] == (("or", "something", "like", "that"), ("or", "something"))


def test_a_phrase_without_a_word_matches_nothing() -> None:
    assert index_phrases(("...", "", "you ,")) == {}


def test_a_filled_pause_is_known_by_spelling_by_the_users_list_or_by_its_sound() -> None:
    words = (Word("Um,", 0.0, 0.3), Word("Este,", 0.3, 0.6), Word("bias", 0.6, 0.9), Word("m", 0.9, 1.2, spelled=False))
    assert spoken_words(words, WordLists(filled_pauses=("este",))).sounds == (True, True, False, True)


def test_dots_that_trail_off_end_no_sentence() -> None:
    spoken = spoken_words([Word(text, 0.0, 0.1) for text in ("well...", "well…", "well.", 'well."', "well,")])
    assert [spoken.ends_sentence(at) for at in range(5)] == [False, False, True, True, False]


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ("we fit", [True, False]),
        ("so we fit", [True, True, False]),
        ("it fell, we fit", [True, False, True, False]),
        ("if we fit", [True, False, False]),
    ],
)
def test_a_main_clause_begins_an_answer_or_follows_punctuation_or_a_coordinator(said: str, starts: list[bool]) -> None:
    spoken = spoken_words([Word(token, 0.0, 0.0) for token in said.split()])
    order = range(len(spoken.words))
    assert [at_clause_start(spoken, order, at) for at in order] == starts
