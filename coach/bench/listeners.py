"""The ways of listening that are compared, each heard out over all clips."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from coach.audio.read_audio import read_audio
from coach.bench.clip import Clip
from coach.bench.heard import Hypothesis, gaps
from coach.delivery.measure import measure_delivery
from coach.delivery.pauses import LEAST_PAUSE_SECONDS
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import Word
from coach.practice.engines import Engines
from coach.practice.listening import Listening

BLOCK = SAMPLE_RATE
"""Samples that our own listening is given at once: 1 s, as for a file."""

WARM_UP = 5 * SAMPLE_RATE
"""Samples of the first clip that are heard once before the clock starts: 5 s, so that nothing is loaded any more."""

Hear = Callable[[Samples], Hypothesis]
"""Hears one clip; its work is timed by the caller."""


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

    def hear(samples: Samples) -> Hypothesis:
        began = time.perf_counter()
        listening = Listening(engines)
        for _ in listening.hear(samples[at : at + BLOCK] for at in range(0, len(samples), BLOCK)):
            pass
        seconds = len(samples) / SAMPLE_RATE
        transcript = listening.transcript(seconds)
        work = time.perf_counter() - began
        pauses = measure_delivery(transcript).pauses
        return Hypothesis(transcript.words, tuple(pauses), seconds, work, transcript.speech)

    return hear


def plain_listening(recogniser: Recogniser) -> Hear:
    """Listen with a plain recogniser; pauses are the gaps between its words.

    Args:
        recogniser: Transcribes the whole recording.
    """

    def hear(samples: Samples) -> Hypothesis:
        began = time.perf_counter()
        words = recogniser.transcribe(samples)
        work = time.perf_counter() - began
        return Hypothesis(words, gaps(words, LEAST_PAUSE_SECONDS), len(samples) / SAMPLE_RATE, work)

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
            hear(samples[:WARM_UP])
        yield clip, hear(samples)
