from coach.domain.transcript import Word
from coach.speech.words import Piece, joined


def test_a_leading_space_begins_a_word() -> None:
    pieces = [Piece(" over", 0.0, 0.2, 0.9), Piece("fits", 0.2, 0.5, 0.7), Piece(" it", 0.5, 0.6, 0.8)]
    assert joined(pieces) == (Word("overfits", 0.0, 0.5, 0.7), Word("it", 0.5, 0.6, 0.8))


def test_a_compound_stays_one_word() -> None:
    pieces = [Piece(" ill", 1.0, 1.2, 0.9), Piece("-disposed", 1.2, 1.8, 0.6)]
    assert joined(pieces) == (Word("ill-disposed", 1.0, 1.8, 0.6),)


def test_punctuation_stays_at_its_word_and_adds_no_time_and_no_doubt() -> None:
    pieces = [
        Piece(" um", 1.0, 1.4, 0.5),
        Piece("...", 1.4, 2.9, 0.1),
        Piece(" so", 2.9, 3.0, 0.8),
        Piece(",", 3.0, 3.3, 0.2),
    ]
    assert joined(pieces) == (Word("um...", 1.0, 1.4, 0.5), Word("so,", 2.9, 3.0, 0.8))


def test_a_percent_sign_belongs_to_its_number() -> None:
    assert [word.text for word in joined([Piece(" 100", 0.0, 0.5, 0.9), Piece("%", 0.5, 0.8, 0.9)])] == ["100%"]


def test_a_first_word_without_a_space_is_a_word() -> None:
    assert [word.text for word in joined([Piece("So", 0.0, 0.5, 0.9), Piece(" it", 0.5, 0.8, 0.9)])] == ["So", "it"]


def test_blank_pieces_are_nothing() -> None:
    assert joined([Piece(" ", 0.0, 0.1, 0.9), Piece("", 0.1, 0.2, 0.9)]) == ()
