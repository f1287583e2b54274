from coach.content.tidying import Break, matching_tokens, tidy
from coach.domain.transcript import Word, typed_transcript
from coach.domain.word_lists import DEFAULT_LISTS, WordLists


def tidied(text: str, *asked: str, lists: WordLists = DEFAULT_LISTS) -> str:
    return " ".join(token.text for token in tidy(matching_tokens(typed_transcript(text).words), asked, lists))


def test_fillers_and_filler_phrases_are_taken_out() -> None:
    assert tidied("Um, dropout, you know, is like, kind of, noise") == "dropout is noise"


def test_a_filler_phrase_may_end_the_answer() -> None:
    assert tidied("it is noise, you know") == "it is noise"


def test_a_lengthened_filled_pause_is_taken_out() -> None:
    assert tidied("Ummm, it is, uhhh, noise") == "it is noise"


MINE = WordLists(
    filled_pauses=("hum",), filler_phrases=("as it were",), set_off_fillers=("honestly", "at the end of the day", "so")
)


def test_the_users_filled_pauses_and_filler_phrases_are_taken_out_wherever_they_stand() -> None:
    assert tidied("it hum is as it were noise", lists=MINE) == "it is noise"
    assert tidied("it hum is as it were noise") == "it hum is as it were noise"


def test_what_the_user_calls_no_filler_phrase_stays() -> None:
    assert tidied("it is, you know, noise", lists=MINE) == "it is you know noise"


def test_the_users_fillers_between_breaks_are_taken_out_only_there() -> None:
    assert tidied("Honestly, it is noise, at the end of the day. I speak honestly", lists=MINE) == (
        "it is noise i speak honestly"
    )
    assert tidied("Honestly, it is noise") == "honestly it is noise"


def test_a_default_filler_that_is_set_off_stays_as_the_reader_learned_it() -> None:
    assert tidied("so, it is noise", lists=MINE) == tidied("so, it is noise") == "so it is noise"


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


def matched(text: str) -> list[str]:
    return [token.text for token in matching_tokens(typed_transcript(text).words)]


def test_each_word_gives_its_plain_words_and_the_last_of_them_has_the_punctuation() -> None:
    tokens = matching_tokens(typed_transcript("I use K-means, always").words)
    assert [(token.text, token.first_word, token.last_word, token.following) for token in tokens] == [
        ("i", 0, 0, Break.NONE),
        ("use", 1, 1, Break.NONE),
        ("k", 2, 2, Break.NONE),
        ("means", 2, 2, Break.COMMA),
        ("always", 3, 3, Break.NONE),
    ]


def test_case_hyphens_and_spaces_between_the_parts_of_a_term_make_no_difference() -> None:
    assert matched("K-means") == matched("k means") == matched("K Means.") == ["k", "means"]
    assert matched("ROC-AUC") == matched("Roc AUC") == ["roc", "auc"]
    assert matched("F1") == matched("f1,") == ["f1"]


def test_letters_and_digits_that_were_heard_apart_stay_apart() -> None:
    assert matched("F 1") == ["f", "1"]
    assert matched("the r a g") == ["the", "r", "a", "g"]


def test_a_mark_on_a_word_makes_no_difference() -> None:
    words = (Word("so", 0, 1, filler=True), Word("bias", 1, 2))
    assert [(token.text, token.first_word) for token in matching_tokens(words)] == [("so", 0), ("bias", 1)]


def test_a_quotation_mark_after_the_full_stop_does_not_hide_it() -> None:
    tokens = matching_tokens(typed_transcript('he said "stop." Then').words)
    assert [token.following for token in tokens] == [Break.NONE, Break.NONE, Break.STOP, Break.NONE]
