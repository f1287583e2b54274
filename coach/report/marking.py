"""A transcript as pieces to show one after another: words, fillers, and what was silent or unclear between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.domain.delivery import Delivery
from coach.domain.transcript import TimeSpan, Transcript, Word

LONG_PAUSE_SECONDS = 1.0
"""Silences longer than this are shown; shorter ones belong to fluent speech."""


class PieceKind(StrEnum):
    """What a piece is."""

    WORD = "word"
    """A word of the answer."""
    FILLER = "filler"
    """A filled pause, or a filler phrase as a whole."""
    HEARD = "heard"
    """A filled pause that the recogniser did not spell; it was found by its sound."""
    UNCLEAR = "unclear"
    """Speech for which no words came back."""
    PAUSE = "pause"
    """A long silence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to show on its own, with a space before the next."""

    text: str
    """What to show: the words as heard, `[uh]`, `[unclear, 1.4 s]` or `[pause, 2.1 s]`; may hold control characters."""
    kind: PieceKind
    """What it is."""
    span: TimeSpan
    """When it was; 0.0 to 0.0 in a typed answer."""
    first_word: int | None = None
    """Index of its first word in the transcript; None for what is no word."""
    last_word: int | None = None
    """Index of its last word in the transcript; None for what is no word."""
    begins: bool = False
    """Whether a sentence begins with it; never in a typed answer."""


def mark_transcript(
    transcript: Transcript, delivery: Delivery | None = None, *, pauses_over: float = LONG_PAUSE_SECONDS
) -> tuple[Piece, ...]:
    """Cut a transcript into pieces.

    Args:
        transcript: The words; those with the `filler` mark become fillers.
        delivery: Brings the pauses, and which words make one filler phrase; None shows neither.
        pauses_over: Silences longer than this are shown, in seconds.

    Returns:
        In the order in which they were said. A pause or an unclear stretch stands before the first word whose middle
        comes after its own.
    """
    between = [_stretch(PieceKind.UNCLEAR, span) for span in transcript.unclear]
    between += [
        _stretch(PieceKind.PAUSE, span) for span in (delivery.pauses if delivery else ()) if span.seconds > pauses_over
    ]
    between.sort(key=lambda piece: (piece.span.middle, piece.kind))
    pieces: list[Piece] = []
    for piece in _said(transcript, delivery):
        while between and between[0].span.middle < piece.span.middle:
            pieces.append(between.pop(0))
        pieces.append(piece)
    return (*pieces, *between)


def word_as_text(word: Word) -> str:
    """Write a word; what was heard but not spelled stands in brackets: `[uh]`."""
    return word.text if word.spelled else f"[{word.text}]"


def _said(transcript: Transcript, delivery: Delivery | None) -> Iterator[Piece]:
    phrases = {filler.first_word: filler.last_word for filler in delivery.fillers} if delivery else {}
    words = transcript.words
    at, begins = 0, not transcript.typed
    while at < len(words):
        last = max(at, min(phrases.get(at, at), len(words) - 1))
        text = " ".join(word_as_text(word) for word in words[at : last + 1])
        kind = PieceKind.WORD
        if at in phrases or words[at].filler:
            kind = PieceKind.FILLER if words[at].spelled else PieceKind.HEARD
        yield Piece(text, kind, TimeSpan(words[at].start, words[last].end), at, last, begins)
        begins = not transcript.typed and _ends_sentence(words, last)
        at = last + 1


def _ends_sentence(words: Sequence[Word], at: int) -> bool:
    """Whether a word is the last of its sentence: a full stop follows it, and a capital or a digit follows that."""
    if not words[at].text.rstrip("\"'”’)]").endswith((".", "?", "!", "…")) or at + 1 == len(words):
        return False
    following = words[at + 1].text.lstrip("\"'“‘([")
    return not following[:1].islower()


def _stretch(kind: PieceKind, span: TimeSpan) -> Piece:
    return Piece(f"[{kind}, {span.seconds:.1f} s]", kind, span)
