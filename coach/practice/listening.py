"""From blocks of sound to words, while the sound is still coming."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from coach.domain.listening import ListeningQuality
from coach.domain.recording import Samples
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript, Word
from coach.practice.engines import Engines
from coach.speech.hesitations import Recovered, recover_hesitations
from coach.speech.memory import give_back_memory
from coach.speech.quality import measure_quality
from coach.speech.segmenting import Segmenter
from coach.speech.silences import refine_speech
from coach.speech.transcriber import Heard, Segment
from coach.speech.voice_track import VoiceTrack

T = TypeVar("T")

LOOK_AHEAD_SHARE = 0.2
"""Share of the recording's time that may go into transcribing what may yet change; a slow machine soon stops it."""

FIRST_LOOKS_AHEAD = 1.0
"""Seconds that may in any case."""

GIVE_BACK_EVERY = 60.0
"""Seconds of a long recording after which memory is given back; usual answers are shorter, and it costs a moment."""

log = logging.getLogger(__name__)


def _never() -> bool:
    return False


def _or_else(otherwise: T, work: Callable[[], T]) -> T:
    """Do what makes a transcript better but must not cost it; what goes wrong is logged."""
    try:
        return work()
    except Exception:
        log.exception("the words are kept as they are")
        return otherwise


class Listening:
    """Hears one answer out, once.

    Words are settled segment by segment and never change afterwards. In a silence the open segment is transcribed
    already, as it will be cut if nothing more is said; its words are unsettled until it is.
    """

    def __init__(self, engines: Engines, *, idle: Callable[[], bool] = _never, track: VoiceTrack | None = None) -> None:
        """Remember what to work with; waits for nothing.

        Args:
            engines: What to work with.
            idle: Whether there is time to transcribe what may yet change: no sound is waiting.
            track: Measures pitch and level of the sound; by default a fresh one.
        """
        self._engines = engines
        self._idle = idle
        self._words: tuple[tuple[Word, ...], tuple[Word, ...]] = ((), ())
        self._hummed: tuple[TimeSpan, ...] = ()
        self._looking_ahead = 0.0
        self._unclear: tuple[TimeSpan, ...] = ()
        self._speech: tuple[TimeSpan, ...] = ()
        self._track = track or VoiceTrack()
        self._ahead: tuple[Segment, Heard] | None = None
        self._settled_until = 0.0

    @property
    def words_so_far(self) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """The words heard: those that are settled, and those behind them that may still change or go.

        May be read from any thread.
        """
        return self._words

    def hear(self, blocks: Iterable[Samples]) -> Iterator[tuple[Word, ...]]:
        """Yield the words of each segment as soon as it is complete and transcribed.

        Args:
            blocks: 16 kHz mono, from the first sample to the last; may block.

        Raises:
            Exception: Whatever the detector or the transcriber raised.
        """
        segmenter, given_back = Segmenter(self._engines.detectors.get()()), 0.0
        for block in blocks:
            self._track.feed(block)
            for segment in segmenter.feed(block):
                yield self._settle(segment, segment.end)
                if segment.end - given_back >= GIVE_BACK_EVERY:
                    give_back_memory()
                    given_back = segment.end
            if self._idle() and self._looking_ahead < FIRST_LOOKS_AHEAD + LOOK_AHEAD_SHARE * segmenter.seconds:
                self._look_ahead(segmenter.tentative())
        self._track.finish()
        for segment in segmenter.finish():
            yield self._settle(segment, segmenter.seconds)
        self._words = (self._words[0], ())
        self._speech = segmenter.speech
        give_back_memory()

    def transcript(self, total_seconds: float) -> Transcript:
        """Put together what was heard; call it once `hear` has ended.

        Args:
            total_seconds: Length of the recording.
        """
        sound = self._track.between(0.0, total_seconds)
        speech = _or_else(self._speech, lambda: refine_speech(self._speech, sound, self._hummed))
        return Transcript(self._words[0], speech, total_seconds, self._unclear)

    def quality(self, transcript: Transcript, dropped_blocks: int = 0) -> ListeningQuality | None:
        """Say how well the answer could be heard; None where that cannot be measured.

        Args:
            transcript: From `transcript`, fillers marked or not.
            dropped_blocks: Blocks that the sound card lost.
        """
        sound = self._track.between(0.0, transcript.total_seconds)
        return _or_else(None, lambda: measure_quality(transcript, sound, dropped_blocks))

    def _settle(self, segment: Segment, until: float) -> tuple[Word, ...]:
        heard, since = self._heard(segment), self._settled_until
        found = Recovered(heard.words)
        if self._engines.settings.listening.hear_fillers:
            found = _or_else(found, lambda: recover_hesitations(heard.words, self._track, since, until))
        self._settled_until = until
        self._ahead = None
        self._hummed += found.hummed
        self._unclear += heard.unclear
        self._words = (self._words[0] + found.words, ())
        return found.words

    def _look_ahead(self, segment: Segment | None) -> None:
        if segment is not None:
            began = time.monotonic()
            self._ahead = (segment, self._engines.transcriber.get().transcribe(segment))
            self._looking_ahead += time.monotonic() - began
            self._words = (self._words[0], self._ahead[1].words)

    def _heard(self, segment: Segment) -> Heard:
        if self._ahead is not None and self._ahead[0].same_as(segment):
            return self._ahead[1]
        return self._engines.transcriber.get().transcribe(segment)
