"""Single sentences said by a voice in a quiet room."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from coach.audio.resample import resample
from coach.audio.wav import write_wav
from coach.bench.clip import Clip
from coach.bench.spoken_clips import LEVEL, NOISE, QUIET
from coach.bench.terms import NearWords, Term
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.speech.voice import Voice

AROUND = 0.5
"""Seconds of silence before and after a sentence."""


def speak_terms(terms: Iterable[Term], voice: Voice, folder: Path) -> tuple[Clip, ...]:
    """Say a sentence for each term.

    Args:
        terms: The terms.
        voice: Says them.
        folder: Where the sound goes.
    """
    return _speak([(term.question, term.sentence, term.to_say) for term in terms], voice, folder)


def speak_near_words(sentences: Iterable[NearWords], voice: Voice, folder: Path) -> tuple[Clip, ...]:
    """Say sentences with near words; see `speak_terms`."""
    return _speak([(each.question, each.sentence, each.sentence) for each in sentences], voice, folder)


def _speak(sentences: Sequence[tuple[str, str, str]], voice: Voice, folder: Path) -> tuple[Clip, ...]:
    clips = []
    for number, (question, sentence, to_say) in enumerate(sentences, start=1):
        said = voice.say(to_say)
        path = folder / f"{number}.wav"
        write_wav(path, _in_a_quiet_room(resample(said.samples, said.sample_rate, SAMPLE_RATE)))
        clips.append(Clip(f"{voice.name}, sentence {number}", path, sentence, voice.name, question=question))
    return tuple(clips)


def _in_a_quiet_room(samples: Samples) -> Samples:
    loud = samples[np.abs(samples) > QUIET]
    power = float(np.sqrt(np.mean(np.square(loud)))) if len(loud) else 0.0
    level = np.float32(LEVEL / power if power else 1.0)
    padded = np.pad(samples * level, round(AROUND * SAMPLE_RATE))
    noise = np.random.default_rng(len(padded)).normal(0.0, NOISE, len(padded))
    return np.clip(padded + noise, -1.0, 1.0).astype(np.float32)
