from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from coach.ui.lines import Column, plain, row


def test_columns_stand_where_their_widths_put_them() -> None:
    shown = row(20, (Column(Content("left")), Column(Content("7"), 3, right=True), Column(Content("x"), 2)))
    assert shown.plain == "left" + " " * 7 + "  " + "  7" + "  " + "x "


def test_the_column_without_a_width_wraps_below_itself() -> None:
    shown = row(14, (Column(Content("a"), 2), Column(Content("one two three"))))
    assert shown.plain.splitlines() == ["a   one two   ", "    three     "]


def test_a_column_that_is_too_narrow_ends_in_an_ellipsis() -> None:
    assert row(10, (Column(Content("contradicted"), 5), Column(Content("b")))).plain == "cont…  b  "


@given(st.text(alphabet="ab -é漢", max_size=60), st.integers(12, 60))
def test_every_line_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    shown = row(width, (Column(Content(text)), Column(Content("42"), 3, right=True)))
    assert {line.cell_length for line in shown.split()} == {width}


def test_markup_and_escape_sequences_are_shown_as_they_were_written() -> None:
    assert plain("[bold]x[/bold] \x1b[31mred") == Content("[bold]x[/bold] ␛[31mred")


def test_a_style_covers_the_whole_text() -> None:
    assert [(span.start, span.end, span.style) for span in plain("two words", "bold").spans] == [(0, 9, "bold")]
