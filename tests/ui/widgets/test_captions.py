from coach.domain.transcript import Word
from coach.ui.widgets.captions import LINES, describe_words


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(each, float(at), at + 0.5) for at, each in enumerate(text.split()))


def test_settled_words_are_plain_and_unsettled_ones_are_marked() -> None:
    content = describe_words(words("dropout switches units"), words("off, um"), 60)
    assert content.plain == "dropout switches units off, um"
    assert [(content.plain[span.start : span.end], span.style) for span in content.spans if span.style] == [
        ("off,", "$quiet italic"),
        ("um", "$quiet italic"),
    ]


def test_only_the_last_lines_are_shown() -> None:
    shown = describe_words(words(" ".join(f"word{at:02d}" for at in range(50))), (), 13).plain
    assert shown.split("\n") == ["word44 word45", "word46 word47", "word48 word49"]
    assert len(shown.split("\n")) == LINES


def test_what_was_said_is_never_markup() -> None:
    assert describe_words(words("[bold]loud[/bold]"), words("\x1b[31mred"), 60).plain == "[bold]loud[/bold] ␛[31mred"


def test_before_the_first_word_nothing_is_shown() -> None:
    assert describe_words((), (), 60).plain == ""
