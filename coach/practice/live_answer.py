"""One live recording, on disk and transcribed while it is being made."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from coach.audio.envelope import Envelope
from coach.audio.hand_over import HandOver
from coach.audio.microphone import Microphone
from coach.audio.wav import RecordingFile, as_it_is_kept
from coach.domain.attempt import AnswerKind
from coach.domain.recording import Level, ListeningQuality, Recording, Samples
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, Word
from coach.errors import AudioError
from coach.practice.engines import Engines
from coach.practice.listening import Listening, WordsSoFar
from coach.practice.unfinished import Mark, audio_path, mark_path, put_mark

STOP_PATIENCE = 2.0
"""Seconds that a device may take to stop; after that the recording ends without it."""

log = logging.getLogger(__name__)

ABANDON_PATIENCE = 0.5
"""Seconds that abandoning waits for the device, so that usually nothing is left when it returns."""


class _AbandonedError(Exception):
    """Nobody wants the words any more."""


class LiveAnswer:
    """An answer that is being spoken into the microphone.

    Two threads work on it: "record" writes every block to disk and hands it on, "transcribe" waits for the weights,
    finds the segments and turns them into words. The first never waits for the second.
    """

    kind = AnswerKind.SPOKEN

    def __init__(
        self,
        attempt_id: str,
        question_id: str,
        engines: Engines,
        rubric: Rubric | None = None,
        *,
        look_ahead: Callable[[tuple[Word, ...]], None] | None = None,
    ) -> None:
        """Prepare to record; opens nothing yet.

        Args:
            attempt_id: Names the recording.
            question_id: The question being answered.
            engines: What to work with.
            rubric: The question, whose terms are listened for.
            look_ahead: Given every word so far after each segment, on the thread that transcribes.
        """
        self._look_ahead = look_ahead
        self._attempt_id = attempt_id
        self._question_id = question_id
        self._engines = engines
        self._path = audio_path(engines.paths.recordings, attempt_id)
        self._hand_over = HandOver()
        self._envelope = Envelope()
        self._to_hear: queue.SimpleQueue[Samples | None] = queue.SimpleQueue()
        self._listening = Listening(engines, rubric, idle=self._to_hear.empty)
        self._heard: queue.SimpleQueue[tuple[Word, ...] | Exception | None] = queue.SimpleQueue()
        self._recorded = threading.Event()
        self._abandoned = threading.Event()
        self._stopping = threading.Lock()
        self._microphone: Microphone | None = None
        self._file: RecordingFile | None = None
        self._mark: Mark | None = None
        self._began = engines.now()
        self._no_mark = ""
        self._settled = False

    def start(self) -> None:
        """Begin to record.

        Raises:
            NoMicrophoneError: There is no microphone, or it refused to open; nothing is left behind.
        """
        microphone = self._engines.open_microphone()
        self._began = self._engines.now()
        self._put_mark()
        self._file = RecordingFile(self._path)
        try:
            microphone.start(self._hand_over)
        except Exception:
            self._file.close()
            self._delete()
            raise
        self._microphone = microphone
        threading.Thread(target=self._record, args=(self._file,), name="record", daemon=True).start()
        threading.Thread(target=self._transcribe, name="transcribe", daemon=True).start()

    @property
    def elapsed(self) -> float:
        """Seconds of sound recorded so far."""
        return self._hand_over.seconds

    @property
    def dropped_blocks(self) -> int:
        """Blocks that the sound card lost."""
        return self._hand_over.dropped_blocks

    @property
    def problem(self) -> str:
        """What has gone wrong so far, in a sentence or two; empty when nothing has."""
        on_disk = self._file.problem if self._file else ""
        return " ".join(part for part in (self._hand_over.problem, on_disk or self._no_mark) if part)

    @property
    def room_seconds(self) -> float:
        """Sound that the disk has room for, in seconds."""
        return self._file.room_seconds if self._file else 0.0

    @property
    def running(self) -> bool:
        """Whether sound is still coming in; False once it was stopped or the microphone is gone."""
        return self._microphone is not None and not self._hand_over.closed and not self._stopping.locked()

    @property
    def peaks(self) -> Samples:
        """The outline of the sound so far: its largest absolute sample in each tenth of a second."""
        return self._envelope.peaks

    def level(self) -> Level:
        """Return how loud the last tenth of a second was."""
        return self._hand_over.level()

    def words_so_far(self) -> WordsSoFar:
        """The words heard."""
        return self._listening.words_so_far

    def stop(self) -> None:
        """Stop recording and return at once; a second call does nothing."""
        if self._microphone is not None and self._stopping.acquire(blocking=False):
            threading.Thread(target=self._stop_microphone, args=(self._microphone,), name="stop", daemon=True).start()

    def abandon(self) -> None:
        """Stop, and delete what was recorded; where the device is slow to stop, the file goes as soon as it has."""
        self._abandoned.set()
        self.stop()
        if self._recorded.wait(ABANDON_PATIENCE):
            self._delete()

    def words(self) -> Iterator[tuple[Word, ...]]:
        """Yield the words of one segment after another; ends once recording is stopped and everything is transcribed.

        Raises:
            Exception: Whatever the detector or the transcriber raised.
        """
        while (heard := self._heard.get()) is not None:
            if isinstance(heard, Exception):
                self._heard.put(heard)
                raise heard
            yield heard
        self._heard.put(None)

    def transcript(self) -> Transcript:
        """Return the whole transcript; call it once `words` has ended."""
        return self._listening.transcript(self._file.seconds if self._file else 0.0)

    def quality(self) -> ListeningQuality | None:
        """Return how well the answer could be heard; call it once `words` has ended."""
        broken_off = bool(self._hand_over.problem)
        return self._listening.quality(self.transcript(), self.dropped_blocks, broken_off=broken_off)

    def recording(self) -> Recording:
        """Return the finished recording; waits until the device has stopped."""
        if self._microphone is None or self._file is None:
            return Recording(None, 0.0)
        self._recorded.wait()
        file = self._file
        path = file.path if file.seconds_on_disk > 0 else None
        problem = " ".join(part for part in (self._hand_over.problem, file.problem) if part)
        return Recording(path, file.seconds, self.dropped_blocks, problem, file.seconds_unwritten)

    def write_rest(self, folder: Path | None = None) -> Recording:
        """Write what is only in memory so far; call it once recording is over.

        Args:
            folder: Where the whole recording is to go instead; None tries its own place again.

        Returns:
            The recording, as it is now.
        """
        if self._file is not None:
            self._recorded.wait()
            if folder is None:
                self._file.try_again()
                if self._mark is None and not self._settled:
                    self._put_mark()
            else:
                self._file.move_to(folder)
        return self.recording()

    def settle(self, *, kept: bool) -> None:
        """Say that the attempt is safe.

        Args:
            kept: Whether to keep the recording's file; otherwise it is deleted.
        """
        self._settled = True
        if kept and self._mark is not None:
            self._mark.remove()
        elif not kept:
            self._delete()

    def _delete(self) -> None:
        if self._file is not None and self._file.has_file:
            self._file.path.unlink(missing_ok=True)
        if self._mark is not None:
            self._mark.remove()

    def _put_mark(self) -> None:
        try:
            mark = mark_path(self._engines.paths.recordings, self._attempt_id)
            self._mark = put_mark(mark, self._question_id, self._began)
            self._no_mark = ""
        except AudioError as error:
            self._no_mark = f"{error.message} After a crash this answer could not be recovered."

    def _stop_microphone(self, microphone: Microphone) -> None:
        stopping = threading.Thread(target=microphone.stop, name="microphone stop", daemon=True)
        stopping.start()
        stopping.join(STOP_PATIENCE)
        self._hand_over.close()

    def _record(self, file: RecordingFile) -> None:
        """Disk first, ears second; both get the same, so that the file gives the same words later."""
        try:
            for block in self._hand_over.blocks():
                kept = as_it_is_kept(block)
                file.write(kept)
                if self._mark is None and not file.problem:  # the disk takes something again
                    self._put_mark()
                self._envelope.feed(kept)
                self._to_hear.put(kept)
        finally:
            self.stop()
            file.close()
            if self._mark is not None and not (self._hand_over.problem or file.problem):
                self._mark.note_end()
            if self._abandoned.is_set():
                self._delete()
            self._recorded.set()
            self._to_hear.put(None)

    def _blocks(self) -> Iterator[Samples]:
        while (block := self._to_hear.get()) is not None:
            if self._abandoned.is_set():
                raise _AbandonedError
            yield block
        if self._abandoned.is_set():
            raise _AbandonedError

    def _transcribe(self) -> None:
        try:
            for words in self._listening.hear(self._blocks()):
                self._heard.put(words)
                if self._abandoned.is_set():
                    break
                self._look_ahead_safely()
        except _AbandonedError:
            self._heard.put(None)
        except Exception as error:  # noqa: BLE001 - raised again by words()
            self._heard.put(error)
        else:
            self._heard.put(None)

    def _look_ahead_safely(self) -> None:
        """Whatever goes wrong here only costs time later; it must not cost the answer."""
        if self._look_ahead is not None and self.running:
            try:
                self._look_ahead(self._listening.words_so_far.settled)
            except Exception:
                log.exception("looking ahead failed")
