from hypothesis import given
from hypothesis import strategies as st

from coach.content.words import content_stems, plain_words, stem


def test_case_punctuation_and_symbols_vanish_and_hyphens_part_words() -> None:
    assert plain_words("K-means, (L1) isn't: 0.05!") == ("k", "means", "l1", "is", "not", "0.05")


def test_a_lost_apostrophe_makes_no_difference() -> None:
    assert plain_words("doesn't can't won't don’t") == plain_words("doesnt cant wont dont")
    assert plain_words("doesnt cannot") == ("does", "not", "can", "not")


def test_other_scripts_are_kept_and_emoji_are_not() -> None:
    assert plain_words("градиент 勾配 🙂") == ("градиент", "勾", "配")


def test_a_text_is_the_same_however_its_letters_are_composed() -> None:
    assert plain_words("nai\u0308ve") == plain_words("naïve") == ("naïve",)


def test_raised_and_wide_letters_are_small_as_all_others() -> None:
    assert plain_words("QKᵀ ＲｅＬＵ İ") == ("qkt", "relu", "i")


def test_short_forms_are_written_out() -> None:
    assert plain_words("they'll mustn't I'd") == ("they", "will", "must", "not", "i", "would")


@given(st.text())
def test_plain_text_is_words_parted_by_single_spaces(text: str) -> None:
    plain = " ".join(plain_words(text))
    assert plain.split() == ([] if not plain else plain.split(" "))


def test_small_words_negators_and_endings_are_ignored() -> None:
    assert content_stems("The weights are not shrinking") == content_stems("weight shrink")


def test_a_short_word_keeps_its_ending() -> None:
    assert (stem("weights"), stem("is"), stem("bed")) == ("weight", "is", "bed")
