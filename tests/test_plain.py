"""Texts made safe to show."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.plain import escaped, find_hidden, plain, visible, visible_lines, without_hidden

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("a \n\x1b\x9b\u200b\u200c\u200d\u202e\ufe0f\u115f👩❤🔬\U000e0041\ud800"))
)


def test_an_escape_sequence_shows_as_typed() -> None:
    assert plain("a\x1b[31mred") == "a␛[31mred"


def test_other_control_characters_show_as_a_replacement() -> None:
    assert plain("a\x00b\x07c\x9bd\ud800e\u202ef\x7fg") == "a�b�c�d�e�f�g"


@pytest.mark.parametrize(
    "character", "\xad\u034f\u061c\u115f\u180e\u200b\u200e\u2060\u2066\u3164\ufeff\uffa0\ufff9\U000e0001\U000e0061"
)
def test_what_cannot_be_seen_shows_as_a_replacement(character: str) -> None:
    assert plain(f"a{character}b") == "a�b"
    assert find_hidden(f"a{character}b") == character


@pytest.mark.parametrize("text", ["a\u200db", "a\u200c", "\u200dx", "a\ufe0f", "👩\u200d\u200d🔬", "❤\ufe0f\ufe0f"])
def test_joiners_and_selectors_with_nothing_to_join_or_select_are_seen(text: str) -> None:
    assert "�" in visible(text)


def test_line_breaks_and_tabs_become_one_space() -> None:
    assert plain(" one\n\ttwo\r\nthree\u2028four ") == "one two three four"


@pytest.mark.parametrize("text", ["naïve 日本 👩‍🔬 [bold]", "1️⃣ ©️ ❤️‍🔥", "می‌خواهم", "क्‍ष", "葛󠄀城"])
def test_accents_emoji_brackets_and_the_joiners_of_other_scripts_stay(text: str) -> None:
    assert (plain(text), find_hidden(text), without_hidden(text)) == (text, "", text)


def test_the_lines_of_a_text_stay() -> None:
    assert visible_lines("one\n\ttwo\r\x1b[2J") == "one\n\ttwo�␛[2J"


def test_json_says_the_same_without_a_character_that_steers_or_hides() -> None:
    value = {"a\x9b": "b\u202e\x7f\xad\U000e0061é👩‍🔬\n"}
    text = escaped(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(text) == value
    assert find_hidden(text) == ""
    assert "é👩‍🔬" in text


@given(TEXTS)
def test_nothing_that_steers_or_hides_is_left_of_any_text(text: str) -> None:
    assert find_hidden(plain(text)) == find_hidden(visible_lines(text)) == find_hidden(without_hidden(text)) == ""
    assert plain(plain(text)) == plain(text)
