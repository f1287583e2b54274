from coach.content.tidying import tidy
from coach.content.tokens import Break, matching_tokens
from coach.domain.transcript import typed_transcript


def tidied(text: str, *asked: str) -> str:
    return " ".join(token.text for token in tidy(matching_tokens(typed_transcript(text).words), asked))


def test_fillers_and_filler_phrases_are_taken_out() -> None:
    assert tidied("Um, dropout, you know, is like, kind of, noise") == "dropout is noise"


def test_a_filler_phrase_may_end_the_answer() -> None:
    assert tidied("it is noise, you know") == "it is noise"


def test_a_restart_is_said_once() -> None:
    assert tidied("the the model learns we want we want to stop") == "the model learns we want to stop"


def test_the_repeated_question_is_taken_out_and_short_runs_of_it_are_not() -> None:
    question = "What is the difference between bagging and boosting?"
    assert tidied("so what is the difference between bagging and boosting well bagging averages", question) == (
        "so well bagging averages"
    )
    assert tidied("between bagging and boosting I choose", question) == "between bagging and boosting i choose"


def test_a_formula_that_the_question_spells_out_may_be_said() -> None:
    question = "What is attention, and why is it softmax of Q K transpose over root d times V in every transformer?"
    assert "softmax of q k transpose over root" in tidied("it is softmax of Q K transpose over root d", question)


def test_numbers_are_no_restarts() -> None:
    assert tidied("fifty fifty or 1 1 0 0") == "fifty or 1 1 0 0"


def test_what_is_said_twice_goes_whatever_the_punctuation_between() -> None:
    assert tidied("It shrinks weights. Weights reach zero") == tidied("it shrinks weights weights reach zero")


def test_a_filler_inside_a_filler_phrase_hides_nothing() -> None:
    assert tidied("it is you um know sparse") == "it is sparse"


def test_punctuation_after_a_filler_stands_after_the_word_before_it() -> None:
    tokens = tidy(matching_tokens(typed_transcript("it learns um. Then").words), ())
    assert [(token.text, token.following) for token in tokens] == [
        ("it", Break.NONE),
        ("learns", Break.STOP),
        ("then", Break.NONE),
    ]
