"""Clips made on the spot: the program's own voice says model answers, with silences of known length."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from coach.audio.resample import resample
from coach.audio.wav import write_wav
from coach.bench.clip import Clip
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Rubric
from coach.domain.timespan import TimeSpan
from coach.speech.voice import Voice

SILENCES = (0.5, 0.9, 0.4, 1.4, 0.7)
"""Seconds between sentences, in turn: all longer than the pause that must be found, none longer than people's."""

LEVEL = 0.08
"""Root mean square of the voice while it speaks: -22 dB relative to full scale, as at a good microphone."""

NOISE = 0.001
"""Root mean square of the noise: -60 dB relative to full scale, a quiet room."""

QUIET = 0.003
"""Largest sample that still counts as silence before the noise is added: -50 dB relative to full scale."""

LEAST_PAUSE = 0.2
"""Seconds from which a silence is a pause; the closure of a stop consonant is shorter."""

_HOP = SAMPLE_RATE // 100

WARNING = (
    "The clips are spoken by the program's own voice. It makes no filled pauses of its own and speaks more clearly "
    "than people do: these figures say nothing about fillers, and little about errors in people's words."
)


def speak_clips(rubrics: Sequence[Rubric], voice: Voice, folder: Path) -> tuple[Clip, ...]:
    """Say the model answers of some questions and write them down as clips.

    Args:
        rubrics: The questions.
        voice: Says them.
        folder: Where the sound goes.
    """
    return tuple(_speak(rubric, voice, folder / f"{rubric.id}.wav") for rubric in rubrics)


def pauses_in(samples: Samples) -> tuple[TimeSpan, ...]:
    """Find every silence between sounds in a recording without noise, to a hundredth of a second.

    Args:
        samples: 16 kHz mono, clean.
    """
    frames = len(samples) // _HOP
    loud = np.abs(samples[: frames * _HOP]).reshape(frames, _HOP).max(axis=1) > QUIET
    sounding = np.flatnonzero(loud)
    spans = (TimeSpan((int(before) + 1) / 100, int(after) / 100) for before, after in pairwise(sounding))
    return tuple(span for span in spans if span.seconds >= LEAST_PAUSE)


def _speak(rubric: Rubric, voice: Voice, path: Path) -> Clip:
    clean = np.concatenate(list(_pieces(rubric.model_answer, voice)))
    noise = np.random.default_rng(len(clean)).normal(0.0, NOISE, len(clean)).astype(np.float32)
    write_wav(path, np.clip(clean + noise, -1.0, 1.0))
    return Clip(
        name=path.name,
        path=path,
        transcript=rubric.model_answer,
        kind="voice",
        pauses=pauses_in(clean),
        question=rubric.id,
    )


def _pieces(text: str, voice: Voice) -> Iterator[Samples]:
    yield np.zeros(SAMPLE_RATE // 2, dtype=np.float32)
    for number, sentence in enumerate(re.split(r"(?<=[.!?])\s+", " ".join(text.split()))):
        said = voice.say(sentence)
        spoken = _trimmed(_at_level(resample(said.samples, said.sample_rate, SAMPLE_RATE)))
        yield spoken
        yield np.zeros(round(SILENCES[number % len(SILENCES)] * SAMPLE_RATE), dtype=np.float32)


def _at_level(samples: Samples) -> Samples:
    loud = samples[np.abs(samples) > QUIET]
    power = float(np.sqrt(np.mean(np.square(loud)))) if len(loud) else 0.0
    return np.clip(samples * (LEVEL / power), -1.0, 1.0).astype(np.float32) if power else samples


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > QUIET)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples
