"""From blocks of sound to words, while the sound is still coming."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from coach.content.words import content_stems
from coach.domain.recording import SAMPLE_RATE, ListeningQuality, ReadSound, Samples
from coach.domain.rubric import Rubric
from coach.domain.transcript import TimeSpan, Transcript, Word, total_seconds
from coach.practice.engines import Engines
from coach.speech.hesitations import Recovered, recover_hesitations
from coach.speech.quality import measure_quality
from coach.speech.resources import give_back_memory
from coach.speech.segmenting import TENTATIVE_PAUSE, Segmenter
from coach.speech.silences import refine_speech
from coach.speech.terms import Pronounce, Terms
from coach.speech.transcriber import Segment, Transcription
from coach.speech.voice_track import VoiceTrack

T = TypeVar("T")

LOOK_AHEAD_SHARE = 0.2
"""Share of the recording's time that may go into transcribing what may yet change; a slow machine soon stops it."""

FIRST_LOOKS_AHEAD = 1.0
"""Seconds that may in any case."""

GLANCE_EVERY = 1.5
"""Seconds of sound after which what is being spoken is glanced at, so that words and pace move every two seconds."""

GLANCE_BEFORE = 0.25
"""The same just before a segment is transcribed in the midst of speech, which takes a second or more."""

GLANCE_SECONDS = 4.0
"""The last seconds that are glanced at: 0.35 s of work on one core of a server, for which the last words wait where
recording is stopped meanwhile. All 20 s of an open segment would take 1.3 s; 8 s gave no better pace (measured)."""

GLANCE_SHARE = 0.3
"""Share of the recording's time that may go into glances; a slow machine glances less often."""

GIVE_BACK_EVERY = 60.0
"""Seconds of a long recording after which memory is given back; usual answers are shorter, and it costs a moment."""

log = logging.getLogger(__name__)

NOTHING: tuple[Word, ...] = ()


def _never() -> bool:
    return False


def _or_else(otherwise: T, work: Callable[[], T]) -> T:
    """Do what makes a transcript better but must not cost it; what goes wrong is logged."""
    try:
        return work()
    except Exception:
        log.exception("the words are kept as they are")
        return otherwise


@dataclass(frozen=True, slots=True)
class WordsSoFar:
    """The words heard so far, in one piece: a reader in another thread never sees half of a change."""

    settled: tuple[Word, ...] = ()
    """Words that never change again."""
    unsettled: tuple[Word, ...] = ()
    """Words behind them, transcribed in a silence, that may still change or go."""
    glanced: tuple[Word, ...] = ()
    """Words behind both, of what is being spoken just now; good enough to count and to show."""
    heard_until: float = 0.0
    """Seconds from the start of the recording up to which these are all words: the rest was silence."""

    @property
    def words(self) -> tuple[Word, ...]:
        """All of them, in the order in which they were spoken."""
        return self.settled + self.unsettled + self.glanced


def _terms_of(rubric: Rubric, pronounce: Pronounce) -> Terms:
    """Prepare the terms of a question to be listened for.

    Args:
        rubric: The question.
        pronounce: Gives the sounds of a text.
    """
    points = (text for point in rubric.key_points for text in (point.point, *point.also))
    subject = content_stems(" ".join((rubric.question, rubric.model_answer, *points)))
    return Terms(rubric.terms, pronounce, lambda text: len(content_stems(text) & subject))


class Listening:
    """Hears one answer out, once.

    Words are settled segment by segment and never change afterwards. In a silence the open segment is transcribed
    already, as it will be cut if nothing more is said; its words are unsettled until it is. While somebody speaks on,
    the last seconds are glanced at again and again; what a glance gives is replaced by everything that comes later.
    """

    def __init__(
        self,
        engines: Engines,
        rubric: Rubric | None = None,
        *,
        idle: Callable[[], bool] = _never,
        track: VoiceTrack | None = None,
    ) -> None:
        """Remember what to work with; waits for nothing.

        Args:
            engines: What to work with.
            rubric: The question, whose terms are listened for.
            idle: Whether there is time to transcribe what may yet change: no sound is waiting.
            track: Measures pitch and level of the sound; by default a fresh one.
        """
        self._engines = engines
        self._rubric = rubric
        self._terms: Terms | None = None
        self._idle = idle
        self._so_far = WordsSoFar()
        self._hummed: tuple[TimeSpan, ...] = ()
        self._looking_ahead = 0.0
        self._glancing = 0.0
        self._unclear: tuple[TimeSpan, ...] = ()
        self._speech: tuple[TimeSpan, ...] = ()
        self._track = track or VoiceTrack()
        self._ahead: tuple[Segment, Transcription] | None = None
        self._settled_until = 0.0
        self._transcribed_until = 0.0  # in full, settled or ahead
        self._decoded_until = 0.0  # in full or at a glance

    @property
    def words_so_far(self) -> WordsSoFar:
        """The words heard; may be read from any thread."""
        return self._so_far

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
                if segmenter.silence == 0.0:
                    self._glance(segmenter, GLANCE_BEFORE)
                yield self._settle(segment, segment.end)
                if segment.end - given_back >= GIVE_BACK_EVERY:
                    give_back_memory()
                    given_back = segment.end
            self._note_silence(segmenter)
            if self._idle() and self._looking_ahead < FIRST_LOOKS_AHEAD + LOOK_AHEAD_SHARE * segmenter.seconds:
                self._look_ahead(segmenter.tentative())
            if not 0.0 < segmenter.silence < TENTATIVE_PAUSE / SAMPLE_RATE:  # else it may soon be time to look ahead
                self._glance(segmenter, GLANCE_EVERY)
        self._track.finish()
        for segment in segmenter.finish():
            yield self._settle(segment, segmenter.seconds)
        self._show(decoded_until=segmenter.seconds)
        self._speech = segmenter.speech
        give_back_memory()

    def transcript(self, total_seconds: float) -> Transcript:
        """Put together what was heard; call it once `hear` has ended.

        Args:
            total_seconds: Length of the recording.
        """
        sound = self._track.between(0.0, total_seconds)
        speech = _or_else(self._speech, lambda: refine_speech(self._speech, sound, self._hummed))
        return Transcript(self._so_far.settled, speech, total_seconds, self._unclear)

    def quality(
        self,
        transcript: Transcript,
        dropped_blocks: int = 0,
        *,
        read: ReadSound | None = None,
        broken_off: bool = False,
    ) -> ListeningQuality | None:
        """Return how well the answer could be heard; None where nothing is known of that.

        Args:
            transcript: From `transcript`, fillers marked or not.
            dropped_blocks: Blocks that the sound card lost.
            read: What was read of the file that was heard, which may be damaged.
            broken_off: Whether the recording ended before the answer may have.
        """
        sound = self._track.between(0.0, transcript.total_seconds)
        measured = _or_else(None, lambda: measure_quality(transcript, sound, dropped_blocks))
        missing = read.unread_seconds if read is not None else 0.0
        broken_off = broken_off or (read is not None and read.cut_off)
        if not missing and not broken_off:
            return measured
        known = measured or ListeningQuality(None, 0.0, total_seconds(transcript.unclear), None, dropped_blocks)
        share = read.unread_share if read is not None else 0.0
        return replace(known, unread_seconds=missing, unread_share=share, broken_off=broken_off)

    def _settle(self, segment: Segment, until: float) -> tuple[Word, ...]:
        heard, since = self._heard(segment), self._settled_until
        found = Recovered(heard.words)
        if self._engines.settings.listening.hear_fillers:
            found = _or_else(found, lambda: recover_hesitations(heard.words, self._track, since, until))
        self._settled_until = until
        self._ahead = None
        self._hummed += found.hummed
        self._unclear += heard.unclear
        behind = tuple(
            word for word in self._so_far.unsettled + self._so_far.glanced if word.span.middle >= segment.end
        )
        self._transcribed_until = segment.end
        self._show(found.words, glanced=behind, decoded_until=segment.end)
        return found.words

    def _look_ahead(self, segment: Segment | None) -> None:
        if segment is not None:
            began = time.monotonic()
            self._ahead = (segment, self._transcribed(segment))
            self._looking_ahead += time.monotonic() - began
            self._transcribed_until = segment.end
            self._show(unsettled=self._ahead[1].words, decoded_until=segment.end)

    def _glance(self, segmenter: Segmenter, every: float) -> None:
        """Hear the words of what is being spoken, where there is time for it and `every` seconds were not heard yet."""
        now = segmenter.seconds
        due = now - self._so_far.heard_until >= every and self._glancing < FIRST_LOOKS_AHEAD + GLANCE_SHARE * now
        segment = segmenter.open_segment(self._glance_from(now - GLANCE_SECONDS)) if due and self._idle() else None
        if segment is not None:
            began = time.monotonic()
            words = _or_else(NOTHING, lambda: self._engines.transcriber.get().glance(segment))
            self._glancing += time.monotonic() - began
            before = tuple(word for word in self._so_far.glanced if word.span.middle < segment.start)
            self._show(unsettled=self._so_far.unsettled, glanced=before + words, decoded_until=segment.end)

    def _glance_from(self, earliest: float) -> float:
        """Choose where a glance begins: between two words of the last one, where not all of it can be heard again."""
        if self._transcribed_until >= earliest:
            return self._transcribed_until
        first = next((word.start for word in self._so_far.glanced if word.end > earliest), earliest)
        return max(self._transcribed_until, first)

    def _note_silence(self, segmenter: Segmenter) -> None:
        """Where nothing was said behind what has been decoded, everything is heard up to now."""
        if not segmenter.spoken_since(self._decoded_until):
            self._so_far = replace(self._so_far, heard_until=segmenter.seconds)

    def _show(
        self,
        new: tuple[Word, ...] = (),
        unsettled: tuple[Word, ...] = (),
        glanced: tuple[Word, ...] = (),
        *,
        decoded_until: float,
    ) -> None:
        """Add newly settled words and replace all others."""
        self._decoded_until = max(self._decoded_until, decoded_until)
        heard_until = max(self._so_far.heard_until, decoded_until)
        self._so_far = WordsSoFar(self._so_far.settled + new, unsettled, glanced, heard_until)

    def _heard(self, segment: Segment) -> Transcription:
        if self._ahead is not None and self._ahead[0].same_as(segment):
            return self._ahead[1]
        return self._transcribed(segment)

    def _transcribed(self, segment: Segment) -> Transcription:
        rubric, engines = self._rubric, self._engines
        if rubric is not None:
            self._rubric = None  # tried once, whatever comes of it
            self._terms = _or_else(None, lambda: _terms_of(rubric, engines.sounds.get()))
        return self._engines.transcriber.get().transcribe(segment, self._terms)
