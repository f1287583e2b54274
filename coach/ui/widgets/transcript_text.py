"""What was said, with fillers, long pauses and unclear stretches marked in place."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from coach.domain.delivery import Delivery
from coach.domain.transcript import Transcript, Word
from coach.report.marking import Piece, PieceKind, mark_transcript, word_as_text
from coach.ui.plain import plain

_STYLES = {
    PieceKind.WORD: "",
    PieceKind.FILLER: "$warning",
    PieceKind.HEARD: "$warning",
    PieceKind.UNCLEAR: "$error",
    PieceKind.PAUSE: "$quiet",
}


def describe_pieces(pieces: Sequence[Piece]) -> Content:
    """Set the pieces of a transcript one after another: `so ‹um› it [pause, 2.1 s] shrinks`."""
    return Content(" ").join(
        plain(f"‹{piece.text}›" if piece.kind is PieceKind.FILLER else piece.text, _STYLES[piece.kind])
        for piece in pieces
    )


class TranscriptText(Static):
    """The transcript; grows while the answer is still being heard."""

    DEFAULT_CSS = "TranscriptText { height: auto; }"

    def __init__(self) -> None:
        """Nothing is heard yet."""
        super().__init__(Content.styled("Listening…", "$quiet"), markup=False)

    def show_words(self, words: Sequence[Word]) -> None:
        """Show what has been heard so far.

        Args:
            words: All words so far.
        """
        text = plain(" ".join(word_as_text(word) for word in words))
        self.update(text + Content.styled(" …" if words else "Listening…", "$quiet"))

    def show_transcript(self, transcript: Transcript, delivery: Delivery | None) -> None:
        """Show the whole transcript.

        Args:
            transcript: The words.
            delivery: Brings the pauses; None shows none.
        """
        self.update(describe_pieces(mark_transcript(transcript, delivery)))
