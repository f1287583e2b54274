"""The ways of listening that are compared, each heard out over all clips, and what it made of them."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from coach.audio.read_audio import read_audio
from coach.bench.clips import Clip
from coach.bench.needle import NeedleReading, RealTime, read_needle
from coach.bench.word_errors import FILLER, verbatim_words
from coach.delivery.measure import measure_delivery
from coach.delivery.pauses import LEAST_PAUSE_SECONDS
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan, Word
from coach.domain.word_lists import is_filled_pause
from coach.practice.engines import Engines
from coach.practice.listening import Listening
from coach.scoring.trust import trust

BLOCK = SAMPLE_RATE
"""Samples that our own listening is given at once: 1 s, as for a file."""

WARM_UP = 5 * SAMPLE_RATE
"""Samples of the first clip that are heard once before the clock starts: 5 s, so that nothing is loaded any more."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What was heard in one clip."""

    words: tuple[Word, ...]
    """In order."""
    pauses: tuple[TimeSpan, ...]
    """Silent pauses, as this way of listening finds them."""
    seconds: float
    """Length of the clip."""
    work_seconds: float
    """Time that it took."""
    speech: tuple[TimeSpan, ...] = ()
    """Where the voice-activity detector heard speech; empty where the way of listening has none."""
    processor_seconds: float = 0.0
    """Time that all threads together kept the processor busy with it."""
    trusted: bool | None = None
    """Whether the program would give verdicts on it; None where the way of listening cannot tell."""
    needle: tuple[NeedleReading, ...] = ()
    """What the needle showed meanwhile; empty where it was not looked at."""

    @property
    def text(self) -> str:
        """All words in one line."""
        return " ".join(word.text for word in self.words)

    @property
    def verbatim(self) -> list[str]:
        """Its words, normalised like a reference."""
        return [said for word in self.words for said in ([FILLER] if _is_filler(word) else verbatim_words(word.text))]

    @property
    def filler_times(self) -> tuple[TimeSpan, ...]:
        """When each filled pause was heard."""
        return tuple(word.span for word in self.words if _is_filler(word))


@dataclass(frozen=True, slots=True)
class SystemRun:
    """What one way of listening made of all clips."""

    system: str
    """Its name, as it heads a column."""
    hypotheses: tuple[Hypothesis, ...]
    """One for each clip, in the same order."""
    peak_memory_mb: float | None
    """Most memory of a fresh process that did nothing else, in megabytes; None where the system does not tell."""
    memory_before_mb: float | None = None
    """What that process took before it loaded a detector or Whisper; None where the system does not tell."""


class Hear(Protocol):
    """A way of listening."""

    def __call__(self, samples: Samples, clip: Clip | None = None) -> Hypothesis:
        """Hear one clip.

        Args:
            samples: 16 kHz mono.
            clip: What is known about it; its words are not looked at. None where nothing is.
        """
        ...


class Recogniser(Protocol):
    """Transcribes a whole recording at once."""

    def transcribe(self, samples: Samples) -> tuple[Word, ...]:
        """Transcribe 16 kHz mono."""
        ...


def our_listening(engines: Engines) -> Hear:
    """Listen as a sitting does: segments, guard, both passes.

    Args:
        engines: The transcriber and the detector are used.
    """

    def hear(samples: Samples, clip: Clip | None = None) -> Hypothesis:
        began = _Clock()
        listening = _listening_for(engines, clip)
        for _ in listening.hear(samples[at : at + BLOCK] for at in range(0, len(samples), BLOCK)):
            pass
        seconds = len(samples) / SAMPLE_RATE
        transcript = listening.transcript(seconds)
        work, processor = began.passed()
        delivery = measure_delivery(transcript)
        trusted = trust(listening.quality(transcript), delivery.speech_seconds).points
        return Hypothesis(
            transcript.words, tuple(delivery.pauses), seconds, work, transcript.speech, processor, trusted
        )

    return hear


def live_listening(engines: Engines) -> Hear:
    """Listen as a sitting does while somebody speaks, and read the needle; see `our_listening`."""

    def hear(samples: Samples, clip: Clip | None = None) -> Hypothesis:
        began = _Clock()
        real_time = RealTime(samples, lambda: listening.words_so_far)
        listening = _listening_for(engines, clip, real_time.idle)
        for _ in listening.hear(real_time.blocks()):
            pass
        seconds = len(samples) / SAMPLE_RATE
        transcript = listening.transcript(seconds)
        work, processor = began.passed()
        needle = read_needle(real_time.glances, transcript.words)
        return Hypothesis(transcript.words, (), seconds, work, transcript.speech, processor, needle=needle)

    return hear


def plain_listening(recogniser: Recogniser) -> Hear:
    """Listen with a plain recogniser; pauses are the gaps between its words.

    Args:
        recogniser: Transcribes the whole recording.
    """

    def hear(samples: Samples, clip: Clip | None = None) -> Hypothesis:  # noqa: ARG001 - it asks for no question
        began = _Clock()
        words = recogniser.transcribe(samples)
        work, processor = began.passed()
        pauses = gaps(words, LEAST_PAUSE_SECONDS)
        return Hypothesis(words, pauses, len(samples) / SAMPLE_RATE, work, processor_seconds=processor)

    return hear


def hear_all(hear: Hear, clips: Sequence[Clip]) -> Iterator[tuple[Clip, Hypothesis]]:
    """Hear one clip after another.

    Args:
        hear: The way of listening; it is warmed up on the beginning of the first clip.
        clips: What to hear.

    Raises:
        AudioError: A clip cannot be read.
    """
    for place, clip in enumerate(clips):
        samples = read_audio(clip.path)
        if place == 0:
            hear(samples[:WARM_UP], clip)
        yield clip, hear(samples, clip)


def _listening_for(engines: Engines, clip: Clip | None, idle: Callable[[], bool] | None = None) -> Listening:
    """Make a fresh listening, as a sitting does for the question that the clip answers.

    Args:
        engines: The transcriber and the detector are used.
        clip: Its question's terms are listened for; None where there is none.
        idle: Whether there is time to look ahead; by default there never is.
    """
    rubric = engines.bank.get(clip.question) if clip is not None and clip.question else None
    return Listening(engines, rubric) if idle is None else Listening(engines, rubric, idle=idle)


def _is_filler(word: Word) -> bool:
    """Return whether a word is a filled pause, spelled or found by its sound."""
    return not word.spelled or is_filled_pause(word.text)


def gaps(words: Sequence[Word], least: float) -> tuple[TimeSpan, ...]:
    """Return the times between words, which is all that a plain transcript knows of pauses.

    Args:
        words: In order.
        least: Seconds from which a gap is given.
    """
    between = (TimeSpan(before.end, after.start) for before, after in pairwise(words) if after.start > before.end)
    return tuple(gap for gap in between if gap.seconds >= least)


class _Clock:
    """Begins to run when it is made."""

    def __init__(self) -> None:
        self._began, self._processor = time.perf_counter(), time.process_time()

    def passed(self) -> tuple[float, float]:
        """Return the seconds since then, and those for which all threads together kept the processor busy."""
        return time.perf_counter() - self._began, time.process_time() - self._processor
