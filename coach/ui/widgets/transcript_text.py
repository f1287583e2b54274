"""What was said: fillers and pauses marked in place, evidence underlined, a cursor to go from word to word."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Blur, Click, Focus
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.widget import Widget

from coach.domain.coverage import PointCoverage
from coach.domain.delivery import Delivery
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.report.marking import Piece, PieceKind, mark_transcript, word_as_text
from coach.ui.lines import plain
from coach.wording import clock

_STYLES = {
    PieceKind.WORD: "",
    PieceKind.FILLER: "$warning",
    PieceKind.HEARD: "$warning",
    PieceKind.UNCLEAR: "$error",
    PieceKind.PAUSE: "$quiet",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One piece at its place."""

    piece: Piece
    """What it is."""
    mark: str
    """The time before it, where a sentence begins: `0:08 `; mostly empty."""
    text: str
    """What is shown: one line, control characters made visible."""
    line: int
    """Counted from 0."""
    column: int
    """Its first cell."""

    @property
    def width(self) -> int:
        """Cells."""
        return cell_len(self.mark) + cell_len(self.text)


@dataclass(frozen=True, slots=True)
class WordLines:
    """All pieces of a transcript at one width."""

    placed: tuple[Placed, ...]
    """In the order of the transcript."""

    @property
    def height(self) -> int:
        """How many lines it takes."""
        return self.placed[-1].line + 1 if self.placed else 0

    def at(self, line: int, column: int) -> int | None:
        """Return the place of the piece nearest to a cell, at its left; None where the line has none."""
        found = bisect_right(self.placed, (line, column), key=lambda each: (each.line, each.column)) - 1
        if found < 0 or self.placed[found].line != line:
            return None
        return found

    def beside(self, place: int, lines: int) -> int | None:
        """Return the place of the piece some lines above or below another; None beyond the first and the last line."""
        start = self.placed[place]
        line = start.line + lines
        return self.at(line, start.column + start.width // 2) if 0 <= line < self.height else None


def set_words(pieces: Sequence[Piece], width: int) -> WordLines:
    """Set pieces into lines, one cell between two of them; a piece wider than a line is cut off by it.

    Args:
        pieces: From `mark_transcript`.
        width: Cells of a line.
    """
    placed: list[Placed] = []
    line, column = 0, 0
    for piece in pieces:
        each = Placed(piece, f"{clock(piece.span.start)} " if piece.begins else "", shown_text(piece), line, column)
        if column and column + each.width > width:
            line, column = line + 1, 0
            each = replace(each, line=line, column=column)
        placed.append(each)
        column += each.width + 1
    return WordLines(tuple(placed))


def shown_text(piece: Piece) -> str:
    """Write a piece as it is shown: fillers stand between ‹ and ›."""
    text = plain(piece.text).plain
    return f"‹{text}›" if piece.kind is PieceKind.FILLER else text


def words_of(piece: Piece) -> range:
    """Return the indices of the words in a piece; none for what is no word."""
    if piece.first_word is None or piece.last_word is None:
        return range(0)
    return range(piece.first_word, piece.last_word + 1)


class TranscriptText(Widget, can_focus=True):
    """The transcript; grows while the answer is still being heard."""

    DEFAULT_CSS = "TranscriptText { height: auto; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "play_from", "Play from here", id="transcript.play"),
        Binding("e", "correct", "Correct", id="transcript.correct"),
        Binding("left", "move(-1)", "Previous word", show=False, id="transcript.left"),
        Binding("right", "move(1)", "Next word", show=False, id="transcript.right"),
        Binding("up,k", "line(-1)", "Line up", show=False, id="transcript.up"),
        Binding("down,j", "line(1)", "Line down", show=False, id="transcript.down"),
        Binding("home", "move(-9999)", "First word", show=False, id="transcript.home"),
        Binding("end", "move(9999)", "Last word", show=False, id="transcript.end"),
    ]

    class WordReached(Message):
        """The cursor stands on a word."""

        def __init__(self, index: int, point_ids: tuple[str, ...]) -> None:
            super().__init__()
            self.index = index
            self.point_ids = point_ids

    class PlayFrom(Message):
        """The answer is to be heard from a word on."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class CorrectionWanted(Message):
        """A word was misheard."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class UnclearChosen(Message):
        """What was not understood is to be heard."""

        def __init__(self, stretch: TimeSpan) -> None:
            super().__init__()
            self.stretch = stretch

    class WordsKnown(Message):
        """The user knows what was said where it was not understood."""

        def __init__(self, stretch: TimeSpan) -> None:
            super().__init__()
            self.stretch = stretch

    class Left(Message):
        """The cursor went beyond the first or the last line: -1 or 1."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    def __init__(self, *, id: str | None = None) -> None:
        """Nothing is heard yet."""
        super().__init__(id=id)
        self._pieces: tuple[Piece, ...] = ()
        self._lines: tuple[int, WordLines] = (-1, WordLines(()))
        self._so_far = Content.styled("Listening…", "$quiet")
        self._points: dict[int, tuple[str, ...]] = {}
        self._lit: str | None = None
        self._sounding: int | None = None
        self._found: frozenset[int] = frozenset()
        self._cursor = 0
        self._correcting = False
        self._typed = False

    def show_words(self, words: Sequence[Word]) -> None:
        """Show what has been heard so far.

        Args:
            words: All words so far.
        """
        text = plain(" ".join(word_as_text(word) for word in words))
        self._so_far = text + Content.styled(" …" if words else "Listening…", "$quiet")
        self.refresh(layout=True)

    def show_transcript(self, transcript: Transcript, delivery: Delivery | None) -> None:
        """Show the whole transcript.

        Args:
            transcript: The words.
            delivery: Brings the pauses; None shows none.
        """
        self._pieces = mark_transcript(transcript, delivery)
        self._typed = transcript.typed
        self._so_far = Content("")
        self._lines = (-1, WordLines(()))
        self._cursor = min(self._cursor, max(0, len(self._pieces) - 1))
        self.refresh(layout=True)

    def show_evidence(self, points: Sequence[PointCoverage]) -> None:
        """Underline the words that are evidence."""
        self._points = {}
        for point in points:
            if point.evidence is not None:
                for index in range(point.evidence.first_word, point.evidence.last_word + 1):
                    self._points[index] = (*self._points.get(index, ()), point.id)
        self.refresh()

    def show_found(self, indices: Sequence[int]) -> None:
        """Mark the words that a search has found, and go to the first of them; none marks none."""
        self._found = frozenset(indices)
        self.refresh()
        if indices and self._pieces:
            self._cursor = self._piece_of(indices[0])
            self._say()
            self._bring_into_view(self._cursor, center=True)  # what is still to come above may push it a little

    def light(self, point_id: str | None) -> None:
        """Make the words of one key point stand out; None for no point."""
        if point_id != self._lit:
            self._lit = point_id
            self.refresh()

    def follow(self, index: int | None) -> None:
        """Mark the word that sounds now, and keep it in view; None where nothing sounds."""
        if index != self._sounding:
            self._sounding = index
            self.refresh()
            if index is not None:
                self._bring_into_view(self._piece_of(index))

    @property
    def cursor(self) -> int | None:
        """Index of the word under the cursor; None on what is no word."""
        return self._pieces[self._cursor].first_word if self._pieces else None

    @property
    def unclear(self) -> TimeSpan | None:
        """The stretch under the cursor, where it was not understood."""
        piece = self._pieces[self._cursor] if self._pieces else None
        return piece.span if piece is not None and piece.kind is PieceKind.UNCLEAR else None

    def go_to_unclear(self, stretch: TimeSpan) -> None:
        """Put the cursor on a stretch that was not understood, and bring it into view."""
        for place, piece in enumerate(self._pieces):
            if piece.kind is PieceKind.UNCLEAR and piece.span == stretch:
                self._go(place)

    def begin_correction(self) -> Offset:
        """Keep the word under the cursor marked while it is corrected elsewhere, and bring it into view.

        Returns:
            The cell on the screen where it begins.
        """
        self._correcting = True
        self._bring_into_view(self._cursor)
        self.refresh()
        placed = self._set(self.content_size.width).placed[self._cursor]
        return self.content_region.offset + Offset(placed.column + cell_len(placed.mark), placed.line)

    def end_correction(self) -> None:
        """Mark the word no longer, but where the cursor is."""
        self._correcting = False
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to play only what was spoken."""
        return not (action == "play_from" and self._typed) or None

    def why_not(self, binding: Binding) -> str:  # noqa: ARG002 - the protocol's
        """Say why there is nothing to play."""
        return "A typed answer has no sound."

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - the base's
        """Return the lines that all words take."""
        if not self._pieces:
            return max(1, len(self._so_far.wrap(max(1, width))))
        return self._set(width).height

    def render(self) -> Content:
        """Draw the words."""
        if not self._pieces:
            return self._so_far
        lines: list[list[Content]] = []
        for place, placed in enumerate(self._set(self.content_size.width).placed):
            if placed.line == len(lines):
                lines.append([])
            word = Content.styled(placed.text, self._style(place, placed))
            lines[-1].append(Content.styled(placed.mark, "$quiet") + word)
        return Content("\n").join(Content(" ").join(line) for line in lines)

    def _set(self, width: int) -> WordLines:
        if self._lines[0] != width:
            self._lines = (width, set_words(self._pieces, max(1, width)))
        return self._lines[1]

    def _style(self, place: int, placed: Placed) -> str:
        piece = placed.piece
        words = words_of(piece)
        points = {point for index in words for point in self._points.get(index, ())}
        parts = [_STYLES[piece.kind]]
        if points:
            parts.append("underline")
        if self._lit in points:
            parts.append("$primary bold")
        if self._found.intersection(words):
            parts.append("$text on $primary bold")
        if self._sounding is not None and self._sounding in words:
            parts.append("reverse bold")
        if place == self._cursor and (self.has_focus or self._correcting):
            parts.append("reverse")
        return " ".join(part for part in parts if part)

    def _piece_of(self, index: int) -> int:
        found = (place for place, piece in enumerate(self._pieces) if index in words_of(piece))
        return next(found, 0)

    def on_focus(self, _event: Focus) -> None:
        """The cursor appears."""
        self._say()

    def on_blur(self, _event: Blur) -> None:
        """The cursor goes."""
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Go to the word that was clicked, and play from it."""
        at = event.get_content_offset_capture(self)
        place = self._set(self.content_size.width).at(at.y, at.x)
        if place is not None:
            self._go(place)
            self.action_play_from()

    def action_move(self, step: int) -> None:
        """Go to another word."""
        self._go(min(len(self._pieces) - 1, max(0, self._cursor + step)))

    def action_line(self, step: int) -> None:
        """Go to the line above or below; beyond the first and the last one leave."""
        place = self._set(self.content_size.width).beside(self._cursor, step) if self._pieces else None
        if place is None:
            self.post_message(self.Left(step))
        else:
            self._go(place)

    def action_play_from(self) -> None:
        """Ask to hear the answer from the word under the cursor, or what was not understood there."""
        if self.unclear is not None:
            self.post_message(self.UnclearChosen(self.unclear))
        elif self.cursor is not None:
            self.post_message(self.PlayFrom(self.cursor))

    def action_correct(self) -> None:
        """Ask to correct the word under the cursor, or to put in what was not understood there."""
        if self.unclear is not None:
            self.post_message(self.WordsKnown(self.unclear))
        elif self.cursor is not None:
            self.post_message(self.CorrectionWanted(self.cursor))

    def _go(self, place: int) -> None:
        if self._pieces:
            self._cursor = place
            self._say()
            self._bring_into_view(place)

    def _say(self) -> None:
        self.refresh()
        if self.cursor is not None:
            self.post_message(self.WordReached(self.cursor, self._points.get(self.cursor, ())))

    def _bring_into_view(self, place: int, *, center: bool = False) -> None:
        scroller = next(
            (node for node in self.ancestors if isinstance(node, Widget) and node.allow_vertical_scroll), None
        )
        if scroller is not None:
            line = self._set(self.content_size.width).placed[place].line
            y = self.content_region.y + line - scroller.content_region.y + round(scroller.scroll_y)
            scroller.scroll_to_region(Region(0, y, 1, 1), animate=False, center=center)
