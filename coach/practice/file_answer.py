"""An answer from a sound file, or one recovered after a crash."""

from collections.abc import Iterator
from pathlib import Path

from coach.audio.read_audio import read_sound
from coach.audio.wav import mend_header, write_wav
from coach.domain.attempt import AnswerKind, UnfinishedRecording
from coach.domain.recording import SAMPLE_RATE, ListeningQuality, ReadSound, Recording
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, Word
from coach.errors import AudioError
from coach.practice.engines import Engines
from coach.practice.listening import Listening
from coach.practice.unfinished import audio_path, mark_path, was_finished

_BLOCK = SAMPLE_RATE
"""Samples heard at once: 1 s."""


class FileAnswer:
    """An answer that lies in a file."""

    def __init__(
        self,
        path: Path,
        attempt_id: str,
        engines: Engines,
        rubric: Rubric | None = None,
        *,
        keep_in: Path | None,
        kind: AnswerKind = AnswerKind.FILE,
        broken_off: bool = False,
    ) -> None:
        """Prepare to read a file; nothing is read yet.

        Args:
            path: The sound; a file of the user's is only read, never changed or deleted.
            attempt_id: Names the copy.
            engines: What to work with.
            rubric: The question, whose terms are listened for.
            keep_in: Folder of recordings to copy the sound to; None makes no copy.
            kind: From a file, or spoken where a recording is recovered.
            broken_off: Whether the recording ended before the answer may have.
        """
        self._broken_off = broken_off
        self.kind = kind
        self._path = path
        self._attempt_id = attempt_id
        self._keep_in = keep_in
        self._listening = Listening(engines, rubric)
        self._read: ReadSound | None = None
        self._recording: Recording | None = None

    def read(self) -> None:
        """Read the file, which otherwise happens when its words are asked for.

        Raises:
            AudioError: It cannot be read.
        """
        self._sound()

    def words(self) -> Iterator[tuple[Word, ...]]:
        """Yield the words of one segment after another.

        Raises:
            AudioError: The file cannot be read.
        """
        samples = self._sound().samples
        yield from self._listening.hear(samples[at : at + _BLOCK] for at in range(0, len(samples), _BLOCK))

    def transcript(self) -> Transcript:
        """Return the whole transcript; call it once `words` has ended."""
        return self._listening.transcript(self._seconds)

    def quality(self) -> ListeningQuality | None:
        """Return how well the answer could be heard; call it once `words` has ended."""
        return self._listening.quality(self.transcript(), read=self._sound(), broken_off=self._broken_off)

    def recording(self) -> Recording:
        """Return the recording; copies it to the folder of recordings first, where it is to be kept."""
        if self._recording is None:
            self._recording = self._copy()
        return self._recording

    def write_rest(self, folder: Path | None = None) -> Recording:  # noqa: ARG002 - nothing is in memory only
        """Return the recording: the sound lies in a file already."""
        return self.recording()

    def settle(self, *, kept: bool) -> None:
        """Say that the attempt is safe: a recovered recording needs to be recovered no more.

        Args:
            kept: Whether to keep our own recording or copy; the user's file stays in any case.
        """
        if self._keep_in is None:
            return
        if not kept:
            audio_path(self._keep_in, self._attempt_id).unlink(missing_ok=True)
        mark_path(self._keep_in, self._attempt_id).unlink(missing_ok=True)

    @property
    def _seconds(self) -> float:
        return self._sound().seconds

    def _sound(self) -> ReadSound:
        if self._read is None:
            self._read = read_sound(self._path)
        return self._read

    def _copy(self) -> Recording:
        if self._keep_in is None:
            return Recording(None, self._seconds)
        copy = audio_path(self._keep_in, self._attempt_id)
        if copy.exists():
            return Recording(copy, self._seconds)
        try:
            write_wav(copy, self._sound().samples)
        except AudioError as error:
            return Recording(None, self._seconds, problem=f"The sound was not copied. {error.message}")
        return Recording(copy, self._seconds)


def recovered_answer(unfinished: UnfinishedRecording, engines: Engines, rubric: Rubric | None = None) -> FileAnswer:
    """Make an answer of a recording that a crash left behind.

    Args:
        unfinished: From `find_unfinished`.
        engines: What to work with.
        rubric: The question, whose terms are listened for.

    Raises:
        AudioError: The recording cannot be written to.
    """
    mend_header(unfinished.path)
    keep_in = unfinished.path.parent
    broken_off = not was_finished(mark_path(keep_in, unfinished.id))
    spoken = AnswerKind.SPOKEN
    return FileAnswer(
        unfinished.path, unfinished.id, engines, rubric, keep_in=keep_in, kind=spoken, broken_off=broken_off
    )
