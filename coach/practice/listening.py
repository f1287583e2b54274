"""From blocks of sound to words, while the sound is still coming."""

from collections.abc import Callable, Iterable, Iterator

from coach.domain.listening import ListeningQuality
from coach.domain.recording import Samples
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript, Word
from coach.practice.engines import Engines
from coach.speech.hesitations import recover_hesitations
from coach.speech.memory import give_back_memory
from coach.speech.quality import measure_quality
from coach.speech.segmenting import Segmenter
from coach.speech.silences import refine_speech
from coach.speech.transcriber import Heard, Segment
from coach.speech.voice_track import VoiceTrack


def _never() -> bool:
    return False


class Listening:
    """Hears one answer out, once.

    Words are settled segment by segment and never change afterwards. In a silence the open segment is transcribed
    already, as it will be cut if nothing more is said; its words are unsettled until it is.
    """

    def __init__(self, engines: Engines, *, idle: Callable[[], bool] = _never) -> None:
        """Remember what to work with; waits for nothing.

        Args:
            engines: What to work with.
            idle: Whether there is time to transcribe what may yet change: no sound is waiting.
        """
        self._engines = engines
        self._idle = idle
        self._words: tuple[Word, ...] = ()
        self._unsettled: tuple[Word, ...] = ()
        self._unclear: tuple[TimeSpan, ...] = ()
        self._speech: tuple[TimeSpan, ...] = ()
        self._track = VoiceTrack()
        self._ahead: tuple[Segment, Heard] | None = None
        self._settled_until = 0.0

    @property
    def words_so_far(self) -> tuple[Word, ...]:
        """Every word settled so far; may be read from any thread."""
        return self._words

    @property
    def unsettled_words(self) -> tuple[Word, ...]:
        """Words behind the settled ones that may still change or go; may be read from any thread."""
        return self._unsettled

    def hear(self, blocks: Iterable[Samples]) -> Iterator[tuple[Word, ...]]:
        """Yield the words of each segment as soon as it is complete and transcribed.

        Args:
            blocks: 16 kHz mono, from the first sample to the last; may block.

        Raises:
            Exception: Whatever the detector or the transcriber raised.
        """
        segmenter = Segmenter(self._engines.detectors.get()())
        for block in blocks:
            self._track.feed(block)
            for segment in segmenter.feed(block):
                yield self._settle(segment, segment.end)
            if self._idle():
                self._look_ahead(segmenter.tentative())
        self._track.finish()
        for segment in segmenter.finish():
            yield self._settle(segment, segmenter.seconds)
        self._unsettled = ()
        self._speech = segmenter.speech
        give_back_memory()

    def transcript(self, total_seconds: float) -> Transcript:
        """Put together what was heard; call it once `hear` has ended.

        Args:
            total_seconds: Length of the recording.
        """
        hummed = [word.span for word in self._words if not word.spelled]
        speech = refine_speech(self._speech, self._track.between(0.0, total_seconds), hummed)
        return Transcript(self._words, speech, total_seconds, self._unclear)

    def quality(self, transcript: Transcript, dropped_blocks: int = 0) -> ListeningQuality:
        """Say how well the answer could be heard.

        Args:
            transcript: From `transcript`, fillers marked or not.
            dropped_blocks: Blocks that the sound card lost.
        """
        return measure_quality(transcript, self._track.between(0.0, transcript.total_seconds), dropped_blocks)

    def _settle(self, segment: Segment, until: float) -> tuple[Word, ...]:
        heard = self._heard(segment)
        words = heard.words
        if self._engines.settings.listening.hear_fillers:
            words = tuple(recover_hesitations(words, self._track, self._settled_until, until))
        self._settled_until = until
        self._ahead, self._unsettled = None, ()
        self._words += words
        self._unclear += heard.unclear
        return words

    def _look_ahead(self, segment: Segment | None) -> None:
        if segment is not None:
            self._ahead = (segment, self._engines.transcriber.get().transcribe(segment))
            self._unsettled = self._ahead[1].words

    def _heard(self, segment: Segment) -> Heard:
        if self._ahead is not None and self._ahead[0].same_as(segment):
            return self._ahead[1]
        return self._engines.transcriber.get().transcribe(segment)
