"""From the pieces that a decoder writes to whole words."""

from collections.abc import Iterable
from dataclasses import dataclass

from coach.domain.transcript import Word


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of one word, or punctuation."""

    text: str
    """With its space in front where a word begins: ` ill`, `-disposed`, `.`."""
    start: float
    """Seconds."""
    end: float
    """Seconds."""
    probability: float
    """How sure the recogniser is, 0.0 to 1.0."""


def joined(pieces: Iterable[Piece]) -> tuple[Word, ...]:
    """Put pieces together into words, each with its punctuation.

    A piece without a space in front belongs to the word before it, and so do lone punctuation marks. Punctuation has
    no time and no probability of its own; a compound (`ill-disposed`) is as sure as its least sure piece.
    """
    words: list[Word] = []
    for piece in pieces:
        text = piece.text.strip()
        spoken = any(character.isalnum() for character in text)
        if not text:
            continue
        if words and (not spoken or not piece.text.startswith(" ")):
            before = words[-1]
            words[-1] = Word(
                before.text + text,
                before.start,
                max(before.end, piece.end) if spoken else before.end,
                min(before.probability, piece.probability) if spoken else before.probability,
            )
        else:
            words.append(Word(text, piece.start, piece.end, piece.probability))
    return tuple(words)
