"""A transcript cut into pieces."""

from dataclasses import replace

from coach.domain.delivery import Delivery, Filler, FillerKind, Pause
from coach.domain.transcript import TimeSpan, Transcript, Word, typed_transcript
from coach.report.marking import Piece, PieceKind, mark_transcript

WORDS = (
    Word("Um,", 0.0, 0.4, filler=True),
    Word("you", 0.5, 0.6, filler=True),
    Word("know,", 0.6, 0.9, filler=True),
    Word("L1", 3.0, 3.4),
    Word("shrinks.", 3.4, 4.0),
)


def delivery(*pauses: Pause) -> Delivery:
    fillers = (
        Filler("Um", TimeSpan(0.0, 0.4), FillerKind.SOUND, 0, 0),
        Filler("you know", TimeSpan(0.5, 0.9), FillerKind.PHRASE, 1, 2),
    )
    return Delivery(6.0, 3.0, 4.0, 4, 60.0, 80.0, pauses, fillers, 30.0, 0.0)


def shown(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [(piece.text, piece.kind.value) for piece in pieces]


def test_a_filler_phrase_is_one_piece() -> None:
    pieces = mark_transcript(Transcript(WORDS), delivery())
    assert shown(pieces) == [("Um,", "filler"), ("you know,", "filler"), ("L1", "word"), ("shrinks.", "word")]
    assert [(piece.first_word, piece.last_word) for piece in pieces] == [(0, 0), (1, 2), (3, 3), (4, 4)]
    assert pieces[1].span == TimeSpan(0.5, 0.9)


def test_without_delivery_the_marks_of_the_words_count() -> None:
    kinds = [piece.kind for piece in mark_transcript(Transcript(WORDS))]
    assert kinds == [PieceKind.FILLER] * 3 + [PieceKind.WORD] * 2


def test_a_long_pause_stands_where_it_was_and_one_second_is_not_long() -> None:
    pieces = mark_transcript(Transcript(WORDS), delivery(Pause(0.9, 3.0), Pause(4.0, 5.0)))
    assert [piece.text for piece in pieces] == ["Um,", "you know,", "[pause, 2.1 s]", "L1", "shrinks."]
    assert pieces[2] == Piece("[pause, 2.1 s]", PieceKind.PAUSE, Pause(0.9, 3.0))


def test_a_filled_pause_heard_by_its_sound_alone_stands_in_brackets() -> None:
    words = (replace(WORDS[0], spelled=False), *WORDS[1:])
    pieces = mark_transcript(Transcript(words), delivery())
    assert shown(pieces)[:2] == [("[Um,]", "heard"), ("you know,", "filler")]
    assert shown(mark_transcript(Transcript(words)))[0] == ("[Um,]", "heard")


def test_what_counts_as_a_long_pause_can_be_chosen() -> None:
    pieces = mark_transcript(Transcript(WORDS), delivery(Pause(4.0, 5.0)), pauses_over=0.5)
    assert pieces[-1].text == "[pause, 1.0 s]"


def test_unclear_speech_stands_where_it_was() -> None:
    transcript = Transcript(WORDS, unclear=(TimeSpan(1.2, 2.6), TimeSpan(4.2, 5.0)))
    assert [piece.text for piece in mark_transcript(transcript, delivery())] == [
        "Um,",
        "you know,",
        "[unclear, 1.4 s]",
        "L1",
        "shrinks.",
        "[unclear, 0.8 s]",
    ]


def test_an_answer_of_nothing_but_unclear_speech_shows_it() -> None:
    pieces = mark_transcript(Transcript((), unclear=(TimeSpan(1.0, 3.0),)))
    assert shown(pieces) == [("[unclear, 2.0 s]", "unclear")]


def test_a_typed_answer_keeps_its_order() -> None:
    pieces = mark_transcript(typed_transcript("one two three"))
    assert [piece.text for piece in pieces] == ["one", "two", "three"]


def test_no_word_is_lost_where_a_filler_claims_words_that_are_not_there() -> None:
    odd = replace(delivery(), fillers=(Filler("x", TimeSpan(3.4, 9.0), FillerKind.PHRASE, 4, 9),))
    assert " ".join(piece.text for piece in mark_transcript(Transcript(WORDS), odd)) == Transcript(WORDS).text


def test_an_empty_transcript_has_no_pieces() -> None:
    assert mark_transcript(Transcript(())) == ()


def test_a_sentence_begins_with_the_first_word_and_behind_each_full_stop_that_a_capital_follows() -> None:
    said = "So e.g. this works. Then, um, 3.5 of them. And on".split()
    words = tuple(Word(text, float(at), at + 0.5) for at, text in enumerate(said))
    assert [piece.text for piece in mark_transcript(Transcript(words)) if piece.begins] == ["So", "Then,", "And"]
    assert not any(piece.begins for piece in mark_transcript(typed_transcript("One. Two.")))
