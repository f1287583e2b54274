from coach.content.tokens import Break, matching_tokens
from coach.domain.transcript import Word, typed_transcript


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
