from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.said import (
    CLAUSES_A_WINDOW,
    LEAST_WORDS,
    LONGEST_CLAUSE,
    MOST_LETTERS,
    MOST_READ,
    MOST_WORDS,
    OVERLAP,
    READ_WHOLE,
    WORDS_A_WINDOW,
    Said,
    cut_clauses,
    cut_passages,
    said_plainly,
    text_of,
    what_was_said,
    whole_passage,
)
from coach.content.tidying import matching_tokens
from coach.content.words import content_stems
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


def clauses(text: str) -> list[str]:
    words = typed_transcript(text).words
    tokens = matching_tokens(words)
    return [" ".join(tokens[at].text for at in each) for each in cut_clauses(tokens, words, typed=True)]


def test_full_stops_and_commas_cut() -> None:
    assert clauses("Bias is error from assumptions, variance is error from samples. Both hurt the model.") == [
        "bias is error from assumptions",
        "variance is error from samples",
        "both hurt the model",
    ]


def test_a_connective_cuts_where_there_is_no_punctuation() -> None:
    assert clauses("a rigid model misses the real pattern because its assumptions are far too simple") == [
        "a rigid model misses the real pattern",
        "because its assumptions are far too simple",
    ]


def test_a_list_stays_together() -> None:
    assert clauses("we measure precision and recall and accuracy") == ["we measure precision and recall and accuracy"]


def timed(text: str, *, pause_before: int, pause: float, filler: str = "") -> tuple[Word, ...]:
    words, at = [], 0.0
    for number, each in enumerate(text.split()):
        if number and number % pause_before == 0:
            if filler:
                words.append(Word(filler, at + 0.1, at + pause - 0.1, filler=True))
            at += pause
        words.append(Word(each, at, at + 0.3))
        at += 0.3
    return tuple(words)


SPEECH = "bagging trains many models separately boosting corrects earlier mistakes instead"


def test_a_pause_cuts_and_a_filler_in_it_does_not() -> None:
    silent = timed(SPEECH, pause_before=5, pause=0.6)
    filled = timed(SPEECH, pause_before=5, pause=0.6, filler="um")
    assert [len(each) for each in cut_clauses(matching_tokens(silent), silent, typed=False)] == [5, 5]
    assert len(cut_clauses(matching_tokens(filled), filled, typed=False)) == 1


def test_hesitant_speech_is_not_cut_into_single_words() -> None:
    words = timed(SPEECH, pause_before=1, pause=0.8)
    assert min(len(each) for each in cut_clauses(matching_tokens(words), words, typed=False)) >= 4


def test_what_nothing_cuts_is_cut_by_length_and_nothing_is_lost() -> None:
    words = typed_transcript("word " * 100).words
    tokens = matching_tokens(words)
    pieces = cut_clauses(tokens, words, typed=True)
    assert [at for piece in pieces for at in piece] == list(range(100))
    assert max(len(piece) for piece in pieces) <= LONGEST_CLAUSE


def test_no_words_make_no_clause() -> None:
    assert cut_clauses((), (), typed=True) == ()


ONE_POINT = Rubric("l1", "Why?", (KeyPoint("a", "it drives weights to zero"),))
TEXT = (
    "lasso zeroes useless weights away entirely while ridge shrinks every weight smoothly "
    "because such pulls always add penalties instead other losses grow"
)


def as_read(text: str) -> Said:
    return what_was_said(ONE_POINT, typed_transcript(text))


def test_windows_hold_one_to_three_clauses() -> None:
    answer = as_read(TEXT)
    one, two, three, four = range(6), range(6, 12), range(12, 18), range(18, 22)
    assert answer.clauses == (one, two, three, four)
    assert cut_passages(answer, "") == (
        *(one, range(12), range(18)),
        *(two, range(6, 18), range(6, 22)),
        *(three, range(12, 22)),
        four,
    )


def test_what_only_repeats_the_question_claims_nothing() -> None:
    assert cut_passages(as_read("lasso regression"), "What is lasso regression?") == ()
    assert cut_passages(as_read("lasso regression shrinks"), "What is lasso regression?") == (range(3),)


def test_one_telling_word_claims_nothing() -> None:
    assert cut_passages(as_read("it is fine"), "") == ()
    assert cut_passages(as_read(""), "") == ()


def test_an_answer_in_the_words_of_the_question_that_claims_something_is_one_passage() -> None:
    answer = as_read("Lasso? Um, yes. Regression!")
    assert cut_passages(answer, "What is lasso regression? Yes?") == ()
    assert whole_passage(answer) == (range(3),)
    assert text_of(answer, range(3)) == "lasso yes regression"


def test_an_answer_of_one_telling_word_is_no_passage() -> None:
    for text in ("", "um", "it is fine", "lasso", "lasso lasso", "the lasso is it"):
        assert whole_passage(as_read(text)) == (), text


@given(st.lists(st.sampled_from([*TEXT.split(), "um", "it", "is"]), max_size=80).map(" ".join))
def test_the_whole_answer_is_a_passage_wherever_a_part_of_it_is(text: str) -> None:
    answer = as_read(text)
    whole = whole_passage(answer)
    assert whole in ((), (range(len(answer.tokens)),))
    assert bool(whole) == (len(content_stems(" ".join(answer.words))) >= LEAST_WORDS)
    if cut_passages(answer, ""):
        assert whole


def test_windows_longer_than_sixty_words_are_left_out() -> None:
    answer = as_read(" ".join(f"word{at}" for at in range(66)))
    assert answer.clauses == (range(22), range(22, 44), range(44, 66))
    assert cut_passages(answer, "") == (range(22), range(44), range(22, 44), range(22, 66), range(44, 66))


def test_the_text_of_a_passage_is_its_plain_words() -> None:
    assert text_of(as_read("Lasso, um, ZEROES weights."), range(1, 3)) == "zeroes weights"


@given(st.lists(st.sampled_from(TEXT.split()), max_size=80).map(" ".join))
def test_every_passage_is_whole_clauses_that_claim_something(text: str) -> None:
    answer = as_read(text)
    starts, stops = [clause.start for clause in answer.clauses], [clause.stop for clause in answer.clauses]
    for passage in cut_passages(answer, "lasso weights"):
        assert stops.index(passage.stop) - starts.index(passage.start) < CLAUSES_A_WINDOW
        assert len(passage) <= WORDS_A_WINDOW
        stems = content_stems(text_of(answer, passage))
        assert len(stems) >= LEAST_WORDS
        assert not stems <= content_stems("lasso weights")


def test_in_a_long_answer_windows_are_of_two_clauses_at_most() -> None:
    answer = as_read(" ".join(f"Lasso{at} drops feature{at} at once." for at in range(200)))
    assert answer.long
    starts = {clause.start: at for at, clause in enumerate(answer.clauses)}
    stops = {clause.stop: at for at, clause in enumerate(answer.clauses)}
    spans = {stops[each.stop] - starts[each.start] + 1 for each in cut_passages(answer, "")}
    assert spans == {1, 2}
