"""How long one waits for the words and for the result: played at real speed, and transcribed after the stop."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coach.audio.sound_card_microphone import INPUT_LATENCY
from coach.audio.wav import write_wav
from coach.bench.clip_microphone import ClipMicrophone
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Rubric
from coach.history.history import History
from coach.practice.ahead import begin_take, prepare
from coach.practice.assess import Step, Transcribed, assess
from coach.practice.engines import Engines
from coach.practice.file_answer import FileAnswer
from coach.speech.detector import FRAME_SAMPLES
from coach.speech.levelling import LevelledDetector
from coach.speech.spans import SpeechSpans

LONGEST_CLIP = 120.0
"""Seconds of a clip that is played: an answer lasts a minute or two, and playing takes as long as the clip does."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one waited, in seconds."""

    transcript: float
    """Until every word was there."""
    result: float
    """Until the attempt was judged."""


@dataclass(frozen=True, slots=True)
class Played:
    """One clip played into the recorder."""

    wait: Wait
    """From the stop, which comes with the last sample."""
    cores: float
    """Processor time over time while recording: 1.0 is one core, busy all the time."""
    blocks: int
    """Blocks played."""
    dropped_blocks: int
    """Those that were lost because nobody took them in time."""
    latest: float
    """Seconds by which the latest block was late; from `INPUT_LATENCY` on it is lost."""
    words: int
    """Words heard."""


@dataclass(frozen=True, slots=True)
class AnswerLatency:
    """One clip in all three ways."""

    name: str
    """The clip."""
    seconds: float
    """Its length up to the end of the last word."""
    at_once: Played
    """Stopped right after the last word."""
    paused: Played
    """Stopped after a silence."""
    after: Wait
    """Transcribed only after the stop."""


def until_last_word(samples: Samples, engines: Engines) -> Samples:
    """Cut a clip at the end of its last speech, so that no silence helps; empty where there is no speech.

    Args:
        samples: 16 kHz mono.
        engines: The detector is used.
    """
    detector, spans = LevelledDetector(engines.detectors.get()()), SpeechSpans()
    whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
    for frame in samples[:whole].reshape(-1, FRAME_SAMPLES):
        spans.step(detector.probability(frame))
    spans.finish(len(samples))
    return samples[: spans.closed[-1][1]] if spans.closed else samples[:0]


def in_throwaway(engines: Engines, folder: Path) -> Engines:
    """Let nothing of a measurement reach the user's history and recordings.

    Args:
        engines: The real ones.
        folder: Takes what is written.
    """
    paths = replace(engines.paths, history=folder / "history.db", recordings=folder / "recordings")
    return replace(engines, paths=paths, history=History(paths.history))


def play(samples: Samples, rubric: Rubric, engines: Engines, pause: float = 0.0, *, speed: float = 1.0) -> Played:
    """Play a clip into the recorder and stop.

    Args:
        samples: 16 kHz mono, up to the last word.
        rubric: The question that it answers.
        engines: What a sitting works with; nothing of this answer may be in the embedder's memory.
        pause: Seconds of silence before the stop.
        speed: 1.0 is real time.
    """
    prepare(rubric, engines)
    sound = np.concatenate((samples, np.zeros(round(pause * SAMPLE_RATE), dtype=np.float32)))
    microphone = ClipMicrophone([sound], patience=INPUT_LATENCY, speed=speed)
    engines = replace(engines, open_microphone=lambda: microphone)
    take = begin_take("bench", rubric, engines)
    began, used = time.perf_counter(), time.process_time()
    take.start()
    microphone.ended.wait()
    take.stop()
    cores = (time.process_time() - used) / (time.perf_counter() - began)
    wait = _waited(assess(rubric, take, engines, "bench", engines.now(), save=False), microphone.ended_at)
    words = len(take.transcript().words)
    take.settle(kept=False)
    return Played(wait, cores, microphone.blocks, take.dropped_blocks, microphone.latest, words)


def after_the_stop(samples: Samples, rubric: Rubric, engines: Engines) -> Wait:
    """Transcribe and judge a clip only once all of it is there.

    Args:
        samples: 16 kHz mono, up to the last word.
        rubric: The question that it answers.
        engines: What a sitting works with; nothing of this answer may be in the embedder's memory.
    """
    prepare(rubric, engines)
    file = engines.paths.recordings / "after.wav"
    write_wav(file, samples)
    began = time.perf_counter()
    answer = FileAnswer(file, "after", engines, keep_in=None)
    wait = _waited(assess(rubric, answer, engines, "after", engines.now(), save=False), began)
    file.unlink()
    return wait


def _waited(steps: Iterator[Step], began: float) -> Wait:
    transcribed = began
    for step in steps:
        if isinstance(step, Transcribed):
            transcribed = time.perf_counter()
    return Wait(transcribed - began, time.perf_counter() - began)
