from textual.content import Content

from coach.ui.plain import plain


def test_markup_and_escape_sequences_are_shown_as_they_were_written() -> None:
    assert plain("[bold]x[/bold] \x1b[31mred") == Content("[bold]x[/bold] ␛[31mred")


def test_a_style_covers_the_whole_text() -> None:
    assert [(span.start, span.end, span.style) for span in plain("two words", "bold").spans] == [(0, 9, "bold")]
