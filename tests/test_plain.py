"""Texts made safe to show."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.bank.formats import read_text
from coach.bank.load import parse_rubric
from coach.errors import RubricError, SettingsError
from coach.plain import as_typed, escaped, find_hidden, plain, visible, visible_lines, without_hidden
from coach.settings import parse_settings
from coach.ui.lines import plain as content_of

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


def test_signs_that_steer_a_terminal_are_taken_out() -> None:
    assert as_typed("a\x1b[31mb\x07\x00\x7f\x9bc") == "a[31mbc"


def test_lines_tabs_and_every_script_stay() -> None:
    assert as_typed("é\tß – 模型\n🙂") == "é\tß – 模型\n🙂"


def test_every_kind_of_line_end_becomes_one() -> None:
    assert as_typed("a\r\nb\rc\n") == "a\nb\nc\n"


def test_half_a_character_is_taken_out() -> None:
    assert as_typed("a\ud83db") == "ab"


@pytest.mark.parametrize("sign", ["\u200f", "\u202e", "\u200b", "\x9b", "\U000e0041"])
def test_a_sign_that_steers_or_hides_is_treated_alike_wherever_it_comes_from(sign: str, tmp_path: Path) -> None:
    text = f"a{sign}b"
    assert (plain(text), visible(text), visible_lines(text)) == ("a�b",) * 3
    assert (as_typed(text), without_hidden(text)) == ("ab", "ab")
    assert read_text(f"{text}?\tc\n", ".txt").drafts[0].question == "ab?"
    escape = f"\\U{ord(sign):08X}"
    with pytest.raises(RubricError, match=rf"q\.toml: `question` contains the control character U\+{ord(sign):04X}"):
        parse_rubric(f'id = "q"\nquestion = "a{escape}b"\n[[key_points]]\nid = "p"\npoint = "p"\n', Path("q.toml"))
    with pytest.raises(
        SettingsError, match=rf"coach\.toml: `screen.theme` contains the control character U\+{ord(sign):04X}"
    ):
        parse_settings(f'[screen]\ntheme = "a{escape}b"\n', Path("coach.toml"))
    assert content_of(text).plain == "a�b"
