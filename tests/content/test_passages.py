from hypothesis import given
from hypothesis import strategies as st

from coach.content.passages import Passage, cut_passages
from coach.content.tokens import matching_tokens
from coach.domain.rubric import Alias
from coach.domain.transcript import Word, typed_transcript

QUESTION = "What is the bias-variance tradeoff?"


def passages(text: str, question: str = QUESTION) -> tuple[Passage, ...]:
    words = typed_transcript(text).words
    return cut_passages(matching_tokens(words, ()), words, question, typed=True)


def test_each_sentence_and_each_run_of_up_to_three_is_a_passage() -> None:
    found = [passage.text for passage in passages("Simple models underfit. Complex models overfit. More data helps.")]
    assert found == [
        "Simple models underfit.",
        "Simple models underfit. Complex models overfit.",
        "Simple models underfit. Complex models overfit. More data helps.",
        "Complex models overfit.",
        "Complex models overfit. More data helps.",
        "More data helps.",
    ]


def test_a_connective_ends_a_long_clause_where_punctuation_is_missing() -> None:
    first = passages("the simple model underfits the training data because it cannot bend enough")[0]
    assert first.text == "the simple model underfits the training data"


def test_a_silence_ends_a_clause() -> None:
    words = tuple(
        Word(text, at, at + 0.3)
        for text, at in (("simple", 0.0), ("underfits", 0.3), ("complex", 2.0), ("overfits", 2.3))
    )
    found = cut_passages(matching_tokens(words, ()), words, QUESTION, typed=False)
    assert found[0].text == "simple underfits"


def test_the_question_repeated_back_claims_nothing() -> None:
    assert (
        passages("So what is the bias variance tradeoff? The bias-variance tradeoff is, the bias variance tradeoff.")
        == ()
    )


def test_one_word_answers_claim_nothing() -> None:
    assert passages("fine") == ()
    assert passages("") == ()


def test_a_passage_points_at_its_words() -> None:
    found = passages("Simple models underfit. Complex models overfit.")
    assert [(passage.first_word, passage.last_word) for passage in found] == [(0, 2), (0, 5), (3, 5)]


def test_a_term_misheard_at_the_end_of_a_sentence_stays_in_its_sentence() -> None:
    words = typed_transcript("We score it with the rock a u c. Thresholds play no part.").words
    tokens = matching_tokens(words, (Alias("ROC-AUC", ("rock a u c",)),))
    found = cut_passages(tokens, words, QUESTION, typed=True)
    assert (found[0].text, found[0].first_word, found[0].last_word) == ("We score it with the ROC-AUC.", 0, 8)


@given(st.text(max_size=400))
def test_any_text_is_cut_without_a_crash_and_within_its_words(text: str) -> None:
    count = len(typed_transcript(text).words)
    assert all(0 <= passage.first_word <= passage.last_word < count for passage in passages(text))
