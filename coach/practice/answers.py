"""The three ways in which an answer comes in, seen alike."""

from collections.abc import Iterator
from typing import Protocol

from coach.domain.attempt import AnswerKind
from coach.domain.listening import ListeningQuality
from coach.domain.recording import Recording
from coach.domain.transcript import Transcript, Word, typed_transcript


class Answer(Protocol):
    """An answer that can be heard out."""

    @property
    def kind(self) -> AnswerKind:
        """How it comes in."""
        ...

    def words(self) -> Iterator[tuple[Word, ...]]:
        """Yield the words of one segment after another until everything is heard; waits where it must."""
        ...

    def transcript(self) -> Transcript:
        """Give the whole transcript; call it once `words` has ended."""
        ...

    def quality(self) -> ListeningQuality | None:
        """Say how well it could be heard; None for a typed answer. Call it once `words` has ended."""
        ...

    def recording(self) -> Recording | None:
        """Give the finished recording; None for a typed answer."""
        ...

    def settle(self, *, kept: bool) -> None:
        """Say that the attempt is safe: nothing needs to be recovered any more.

        Args:
            kept: Whether to keep the recording's file; otherwise it is deleted.
        """
        ...


class TypedAnswer:
    """An answer that was typed."""

    kind = AnswerKind.TYPED

    def __init__(self, text: str) -> None:
        """Take the answer's text."""
        self._transcript = typed_transcript(text)

    def words(self) -> Iterator[tuple[Word, ...]]:
        """Yield all words at once."""
        yield self._transcript.words

    def transcript(self) -> Transcript:
        """Give the text as a transcript without times."""
        return self._transcript

    def quality(self) -> None:
        """There is nothing to hear."""
        return

    def recording(self) -> None:
        """There is none."""
        return

    def settle(self, *, kept: bool) -> None:
        """There is nothing to settle."""
