from coach.domain.timespan import TimeSpan
from coach.report.marking import Piece, PieceKind
from coach.ui.word_lines import set_words

NEVER = TimeSpan(0.0, 0.0)


def pieces(text: str) -> list[Piece]:
    return [Piece(word, PieceKind.WORD, NEVER, at, at) for at, word in enumerate(text.split())]


def test_words_are_set_as_many_as_fit() -> None:
    lines = set_words(pieces("one two three four"), 8)
    assert [(each.text, each.line, each.column) for each in lines.placed] == [
        ("one", 0, 0),
        ("two", 0, 4),
        ("three", 1, 0),
        ("four", 2, 0),
    ]
    assert lines.height == 3


def test_a_cell_belongs_to_the_word_at_it_or_left_of_it() -> None:
    lines = set_words(pieces("one two three"), 8)
    assert lines.at(0, 0) == 0
    assert lines.at(0, 3) == 0
    assert lines.at(0, 5) == 1
    assert lines.at(0, 70) == 1
    assert lines.at(1, 2) == 2
    assert lines.at(2, 0) is None


def test_above_and_below_a_word_stands_the_one_under_its_middle() -> None:
    lines = set_words(pieces("aaaa bbbb cccc dddd"), 9)
    assert lines.beside(1, 1) == 3
    assert lines.beside(2, -1) == 0
    assert lines.beside(0, -1) is None
    assert lines.beside(3, 1) is None


def test_a_filler_is_marked_and_wide_signs_take_two_cells() -> None:
    lines = set_words([Piece("um", PieceKind.FILLER, NEVER, 0, 0), Piece("漢字", PieceKind.WORD, NEVER, 1, 1)], 40)
    assert [(each.text, each.column, each.width) for each in lines.placed] == [("‹um›", 0, 4), ("漢字", 5, 4)]


def test_no_words_make_no_lines() -> None:
    assert set_words([], 10).height == 0
