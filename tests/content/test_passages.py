from hypothesis import given
from hypothesis import strategies as st

from coach.content.content_words import content_stems
from coach.content.passages import (
    CLAUSES_A_WINDOW,
    LEAST_WORDS,
    WORDS_A_WINDOW,
    cut_passages,
    text_of,
    whole_passage,
)
from coach.content.said import Said, what_was_said
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript

RUBRIC = Rubric("l1", "Why?", (KeyPoint("a", "it drives weights to zero"),))
TEXT = (
    "lasso zeroes useless weights away entirely while ridge shrinks every weight smoothly "
    "because such pulls always add penalties instead other losses grow"
)


def said(text: str) -> Said:
    return what_was_said(RUBRIC, typed_transcript(text))


def test_windows_hold_one_to_three_clauses() -> None:
    answer = said(TEXT)
    one, two, three, four = range(6), range(6, 12), range(12, 18), range(18, 22)
    assert answer.clauses == (one, two, three, four)
    assert cut_passages(answer, "") == (
        *(one, range(12), range(18)),
        *(two, range(6, 18), range(6, 22)),
        *(three, range(12, 22)),
        four,
    )


def test_what_only_repeats_the_question_claims_nothing() -> None:
    assert cut_passages(said("lasso regression"), "What is lasso regression?") == ()
    assert cut_passages(said("lasso regression shrinks"), "What is lasso regression?") == (range(3),)


def test_one_telling_word_claims_nothing() -> None:
    assert cut_passages(said("it is fine"), "") == ()
    assert cut_passages(said(""), "") == ()


def test_an_answer_in_the_words_of_the_question_that_claims_something_is_one_passage() -> None:
    answer = said("Lasso? Um, yes. Regression!")
    assert cut_passages(answer, "What is lasso regression? Yes?") == ()
    assert whole_passage(answer) == (range(3),)
    assert text_of(answer, range(3)) == "lasso yes regression"


def test_an_answer_of_one_telling_word_is_no_passage() -> None:
    for text in ("", "um", "it is fine", "lasso", "lasso lasso", "the lasso is it"):
        assert whole_passage(said(text)) == (), text


@given(st.lists(st.sampled_from([*TEXT.split(), "um", "it", "is"]), max_size=80).map(" ".join))
def test_the_whole_answer_is_a_passage_wherever_a_part_of_it_is(text: str) -> None:
    answer = said(text)
    whole = whole_passage(answer)
    assert whole in ((), (range(len(answer.tokens)),))
    assert bool(whole) == (len(content_stems(" ".join(answer.words))) >= LEAST_WORDS)
    if cut_passages(answer, ""):
        assert whole


def test_windows_longer_than_sixty_words_are_left_out() -> None:
    answer = said(" ".join(f"word{at}" for at in range(66)))
    assert answer.clauses == (range(22), range(22, 44), range(44, 66))
    assert cut_passages(answer, "") == (range(22), range(44), range(22, 44), range(22, 66), range(44, 66))


def test_the_text_of_a_passage_is_its_plain_words() -> None:
    assert text_of(said("Lasso, um, ZEROES weights."), range(1, 3)) == "zeroes weights"


@given(st.lists(st.sampled_from(TEXT.split()), max_size=80).map(" ".join))
def test_every_passage_is_whole_clauses_that_claim_something(text: str) -> None:
    answer = said(text)
    starts, stops = [clause.start for clause in answer.clauses], [clause.stop for clause in answer.clauses]
    for passage in cut_passages(answer, "lasso weights"):
        assert stops.index(passage.stop) - starts.index(passage.start) < CLAUSES_A_WINDOW
        assert len(passage) <= WORDS_A_WINDOW
        stems = content_stems(text_of(answer, passage))
        assert len(stems) >= LEAST_WORDS
        assert not stems <= content_stems("lasso weights")


def test_in_a_long_answer_windows_are_of_two_clauses_at_most() -> None:
    answer = said(" ".join(f"Lasso{at} drops feature{at} at once." for at in range(200)))
    assert answer.long
    starts = {clause.start: at for at, clause in enumerate(answer.clauses)}
    stops = {clause.stop: at for at, clause in enumerate(answer.clauses)}
    spans = {stops[each.stop] - starts[each.start] + 1 for each in cut_passages(answer, "")}
    assert spans == {1, 2}
