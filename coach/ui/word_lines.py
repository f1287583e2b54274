"""The pieces of a transcript set into lines, and where each of them stands."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from coach.plain import plain
from coach.report.marking import Piece, PieceKind


@dataclass(frozen=True, slots=True)
class Placed:
    """One piece at its place."""

    piece: Piece
    """What it is."""
    text: str
    """What is shown: one line, control characters made visible."""
    line: int
    """Counted from 0."""
    column: int
    """Its first cell."""

    @property
    def width(self) -> int:
        """Cells."""
        return cell_len(self.text)


@dataclass(frozen=True, slots=True)
class WordLines:
    """All pieces of a transcript at one width."""

    placed: tuple[Placed, ...]
    """In the order of the transcript."""

    @property
    def height(self) -> int:
        """Lines."""
        return self.placed[-1].line + 1 if self.placed else 0

    def at(self, line: int, column: int) -> int | None:
        """Give the place of the piece nearest to a cell, at its left; None where the line has none."""
        found = bisect_right(self.placed, (line, column), key=lambda each: (each.line, each.column)) - 1
        if found < 0 or self.placed[found].line != line:
            return None
        return found

    def beside(self, place: int, lines: int) -> int | None:
        """Give the place of the piece some lines above or below another; None beyond the first and the last line."""
        start = self.placed[place]
        line = start.line + lines
        return self.at(line, start.column + start.width // 2) if 0 <= line < self.height else None


def shown_text(piece: Piece) -> str:
    """Write a piece as it is shown: fillers stand between ‹ and ›."""
    text = plain(piece.text)
    return f"‹{text}›" if piece.kind is PieceKind.FILLER else text


def set_words(pieces: Sequence[Piece], width: int) -> WordLines:
    """Set pieces into lines, one cell between two of them; a piece wider than a line is cut off by it.

    Args:
        pieces: From `mark_transcript`.
        width: Cells of a line.
    """
    placed: list[Placed] = []
    line, column = 0, 0
    for piece in pieces:
        text = shown_text(piece)
        needed = cell_len(text)
        if column and column + needed > width:
            line, column = line + 1, 0
        placed.append(Placed(piece, text, line, column))
        column += needed + 1
    return WordLines(tuple(placed))
