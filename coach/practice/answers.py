"""The ways in which an answer comes in, seen alike."""

import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from coach.domain.attempt import ID_STAMP, AnswerKind
from coach.domain.recording import ListeningQuality, Recording
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, Word, typed_transcript
from coach.errors import CoachError
from coach.practice.draft import Draft

log = logging.getLogger(__name__)


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
        """Return the whole transcript; call it once `words` has ended."""
        ...

    def quality(self) -> ListeningQuality | None:
        """Return how well it could be heard; None for a typed answer. Call it once `words` has ended."""
        ...

    def recording(self) -> Recording | None:
        """Return the finished recording; None for a typed answer."""
        ...

    def write_rest(self, folder: Path | None = None) -> Recording | None:
        """Write what is only in memory of the recording so far.

        Args:
            folder: Where the whole recording is to go instead; None tries its own place again.

        Returns:
            The recording, as it is now.
        """
        ...

    def settle(self, *, kept: bool) -> None:
        """Say that the attempt is safe: nothing needs to be recovered any more.

        Args:
            kept: Whether to keep the recording's file; otherwise it is deleted.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class GivenAnswer:
    """An answer that was given and waits to be assessed, with everything that its assessment needs."""

    rubric: Rubric
    """The question, as it was asked."""
    answer: Answer
    """The answer; may still be arriving."""
    attempt_id: str
    """The id of the attempt that it becomes."""
    answered_at: datetime
    """When the answer began; UTC, aware."""
    notice: str = ""
    """What is worth saying about how it ended; empty for nothing."""
    hints: tuple[str, ...] = ()
    """Ids of the key points of which a hint was shown, in that order."""


class TypedAnswer:
    """An answer that was typed."""

    kind = AnswerKind.TYPED

    def __init__(self, text: str, draft: Draft | None = None) -> None:
        """Prepare the transcript of a typed answer, and put its text into the draft.

        Args:
            text: All of it.
            draft: Keeps it on disk until it is in the history; None where it need not be kept.
        """
        self._transcript = typed_transcript(text)
        self._draft = draft
        if draft is not None:
            draft.text = text

    def words(self) -> Iterator[tuple[Word, ...]]:
        """Put the text aside, and yield all words at once."""
        if self._draft is not None:
            try:
                self._draft.put_aside()
            except CoachError:  # it can be judged all the same; whoever tells of trouble looks whether it is on disk
                log.exception("the answer could not be put aside")
        yield self._transcript.words

    def transcript(self) -> Transcript:
        """Return the text as a transcript without times."""
        return self._transcript

    def quality(self) -> None:
        """There is nothing to hear."""
        return

    def recording(self) -> None:
        """There is none."""
        return

    def write_rest(self, folder: Path | None = None) -> None:
        """There is none."""

    def settle(self, *, kept: bool) -> None:  # noqa: ARG002 - there is no recording
        """Delete the draft."""
        if self._draft is not None:
            self._draft.remove()


def new_attempt_id(now: datetime) -> str:
    """Make an id such as `20260301T090000Z-4f1c9a`.

    Args:
        now: When the answer began; aware.
    """
    return f"{now.astimezone(UTC):{ID_STAMP}}-{secrets.token_hex(3)}"
