"""Texts made safe to print."""

from coach.report.plain import plain


def test_an_escape_sequence_shows_as_typed() -> None:
    assert plain("a\x1b[31mred") == "a␛[31mred"


def test_other_control_characters_show_as_a_replacement() -> None:
    assert plain("a\x00b\x07c\x9bd\ud800e\u202ef") == "a�b�c�d�e�f"


def test_line_breaks_and_tabs_become_one_space() -> None:
    assert plain(" one\n\ttwo\r\nthree ") == "one two three"


def test_accents_emoji_and_brackets_stay() -> None:
    assert plain("naïve 日本 👩‍🔬 [bold]") == "naïve 日本 👩‍🔬 [bold]"
