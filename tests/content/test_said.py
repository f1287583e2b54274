from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.said import (
    MOST_LETTERS,
    MOST_READ,
    MOST_WORDS,
    OVERLAP,
    READ_WHOLE,
    Said,
    said_plainly,
    what_was_said,
)
from coach.delivery.fillers import mark_fillers
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript, Word, typed_transcript

RUBRIC = Rubric("l1", "What does the lasso penalty do to weights?", (KeyPoint("a", "it drives weights to zero"),))
VOCABULARY = "lasso ridge drives weights to zero and because so if it the model learns noise from data".split()
ANSWERS = st.integers(0, 2**32 - 1).flatmap(
    lambda seed: st.integers(0, 900).map(
        lambda length: " ".join(VOCABULARY[(seed >> at % 29) * (at + 7) % len(VOCABULARY)] for at in range(length))
    )
)
"""Long answers with connectives in all sorts of places."""


def said(text: str) -> Said:
    return what_was_said(RUBRIC, typed_transcript(text))


def distinct(words: int) -> str:
    return " ".join(f"word{at}" for at in range(words))


def test_fillers_case_and_punctuation_are_gone() -> None:
    assert said("Um, Lasso drives — you know — weights to ZERO!").words == ("lasso", "drives", "weights", "to", "zero")


def test_commas_and_silences_that_set_words_off_make_no_difference_to_what_is_read() -> None:
    said = "So, right, the lasso, well, is, actually, not sparse."
    words = tuple(Word(text, 2.0 * at, 2.0 * at + 0.3) for at, text in enumerate(said.split()))
    spoken = mark_fillers(Transcript(words))
    assert any(word.filler for word in spoken.words)
    bare = typed_transcript(said.replace(",", "").lower())
    assert what_was_said(RUBRIC, spoken).words == what_was_said(RUBRIC, bare).words


def test_the_repeated_question_is_gone_in_each_way_it_is_put() -> None:
    spoken = Rubric("l1", RUBRIC.question, RUBRIC.key_points, spoken="What does the L one penalty do to weights?")
    for question in (spoken.question, spoken.spoken):
        repeated = what_was_said(spoken, typed_transcript(f"Well. {question} It drives them down."))
        assert repeated.words == ("well", "it", "drives", "them", "down")


def test_a_quote_gives_the_words_as_they_were_heard_with_their_times() -> None:
    words = tuple(
        Word(text, at, at + 0.5, filler=text == "um") for at, text in enumerate("So Lasso um drives weights.".split())
    )
    answer = what_was_said(RUBRIC, Transcript(words))
    assert answer.words == ("so", "lasso", "drives", "weights")
    quote = answer.quote(range(1, 3))
    assert (quote.text, quote.first_word, quote.last_word) == ("Lasso um drives", 1, 3)
    assert (quote.start, quote.end) == (1.0, 3.5)


def test_clauses_are_the_same_with_and_without_punctuation() -> None:
    plain = "bagging trains many models separately boosting corrects earlier mistakes because each learns from errors"
    marked = (
        "Bagging: trains many models, separately. Boosting corrects. Earlier mistakes. Because each learns from errors"
    )
    assert said(plain).clauses == said(marked).clauses


def test_what_is_shown_ends_with_the_sentence() -> None:
    answer = said("Bagging trains many models separately. Boosting corrects earlier mistakes.")
    assert answer.clauses == (range(9),)
    assert answer.marked == (range(5), range(5, 9))


def test_a_short_answer_is_read_at_once() -> None:
    assert said(distinct(MOST_WORDS)).parts == (range(MOST_WORDS),)


def test_a_long_answer_is_read_in_parts_of_whole_clauses() -> None:
    # Nothing cuts but the length: clauses of 22 words, ten of them are 220 words, two of them 44.
    assert said(distinct(500)).parts == (range(220), range(176, 396), range(352, 500))


def test_no_words_make_one_empty_part() -> None:
    assert said("").parts == (range(0),)


@settings(max_examples=50, deadline=None)
@given(ANSWERS)
def test_parts_cover_all_words_and_overlap(text: str) -> None:
    answer = said(text)
    parts = answer.parts
    assert (parts[0].start, parts[-1].stop) == (0, len(answer.tokens))
    begin, end = {clause.start for clause in answer.clauses}, {clause.stop for clause in answer.clauses}
    for part in parts:
        assert len(part) <= MOST_WORDS
        assert not answer.tokens or (part.start in begin and part.stop in end)
    for before, after in pairwise(parts):
        assert before.start < after.start < before.stop < after.stop
        assert before.stop - after.start <= OVERLAP


@settings(max_examples=50, deadline=None)
@given(ANSWERS)
def test_every_clause_is_read_whole(text: str) -> None:
    answer = said(text)
    for clause in answer.clauses:
        assert any(part.start <= clause.start and clause.stop <= part.stop for part in answer.parts)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 900), st.integers(0, 900))
def test_all_parts_but_the_last_stay_as_they_are_when_the_answer_goes_on(one: int, other: int) -> None:
    before, after = said(distinct(min(one, other))), said(distinct(max(one, other)))
    settled = before.parts[:-1]
    assert after.parts[: len(settled)] == settled


def test_a_text_is_read_plainly() -> None:
    assert said_plainly("Um, it Drives — you know — weights to 0.5!") == "it drives weights to 0.5"
    assert said_plainly(f"Well. {RUBRIC.question} Nothing.", [RUBRIC.question]) == "well nothing"
    assert said_plainly("🙂") == ""


@given(st.text())
def test_a_text_and_an_answer_in_the_same_words_are_read_alike(text: str) -> None:
    assert said_plainly(text, [RUBRIC.question]) == " ".join(said(text).words)


def test_what_goes_on_without_a_space_is_no_word_and_is_told_of() -> None:
    answer = said("Lasso drives " + "x" * 100_000 + " weights to zero.")
    assert answer.words == ("lasso", "drives", "weights", "to", "zero")
    assert answer.left_out == "100,000 characters without a space were not read: they are not words."


def test_a_chain_of_words_and_signs_as_people_type_them_is_read() -> None:
    answer = said("state-of-the-art bias/variance,noise")
    assert answer.words == ("state", "of", "the", "art", "bias", "variance", "noise")
    assert answer.left_out == ""


def test_of_an_endless_answer_only_the_beginning_is_read_and_that_is_said() -> None:
    answer = said(" ".join(f"w{at % 10}" for at in range(MOST_READ + 1)))
    assert len(answer.tokens) == MOST_READ
    assert answer.left_out == "Only the first 3,000 words of your answer were read."
    long_words = said(" ".join(f"{at:04}{'w' * 46}" for at in range(600)))
    assert sum(len(word) for word in long_words.words) <= MOST_LETTERS
    assert long_words.left_out.startswith("Only the first ")


def test_an_answer_is_long_beyond_what_any_shipped_question_asks_for() -> None:
    assert not said(distinct(READ_WHOLE)).long
    assert said(distinct(READ_WHOLE + 1)).long
