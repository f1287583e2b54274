import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.words import plain_words
from coach.domain.spelling import bare, letters
from coach.domain.word_lists import is_filled_pause


@pytest.mark.parametrize(("text", "key"), [("Tradeoff,", "tradeoff"), ("I’m", "i'm"), ("(maybe", "maybe"), ("m-", "m")])
def test_words_are_compared_without_case_and_punctuation(text: str, key: str) -> None:
    assert bare(text) == key


@given(st.text(alphabet="aàéñüÅ’'um-—.,!ABC ", max_size=12))
def test_no_comparison_of_words_depends_on_how_letters_are_composed_or_apostrophes_bent(text: str) -> None:
    other = unicodedata.normalize("NFD", text).replace("'", "’")
    for compared in (bare, letters, plain_words, is_filled_pause):
        assert compared(text) == compared(other)
