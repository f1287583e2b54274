"""Clips made on the spot, spoken by voices in a quiet room.

The program's own voice says model answers, with silences of known length, and single sentences; the voices of other
programs, where they are installed, mispronounce things in other ways.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from coach.audio.read_audio import read_audio
from coach.audio.resample import resample
from coach.audio.wav import write_wav
from coach.bench.clips import Clip
from coach.bench.term_trial import NearWords, Term
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Rubric
from coach.domain.transcript import TimeSpan
from coach.errors import AudioError
from coach.speech.voice import Utterance, Voice

SILENCES = (0.5, 0.9, 0.4, 1.4, 0.7)
"""Seconds between sentences, in turn: all longer than the pause that must be found, none longer than people's."""

AROUND = 0.5
"""Seconds of silence before and after a sentence."""

VOICE_LEVEL = 0.08
"""Root mean square of the voice while it speaks: -22 dB relative to full scale, as at a good microphone."""

ROOM_NOISE = 0.001
"""Root mean square of the noise: -60 dB relative to full scale, a quiet room."""

QUIET = 0.003
"""Largest sample that still counts as silence before the noise is added: -50 dB relative to full scale."""

LEAST_SILENCE = 0.2
"""Seconds from which a silence is a pause; the closure of a stop consonant is shorter."""

SPOKEN_WITHIN = 60.0
"""Seconds after which a program that has not spoken its sentence is given up."""

WARNING = (
    "The clips are spoken by the program's own voice. It makes no filled pauses of its own and speaks more clearly "
    "than people do: these figures say nothing about fillers, and little about errors in people's words."
)

_HOP = SAMPLE_RATE // 100


def speak_clips(rubrics: Sequence[Rubric], voice: Voice, folder: Path) -> tuple[Clip, ...]:
    """Have a voice say the model answers of some questions, and return them as clips.

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
    return tuple(span for span in spans if span.seconds >= LEAST_SILENCE)


def speak_terms(terms: Iterable[Term], voice: Voice, folder: Path) -> tuple[Clip, ...]:
    """Have a voice say a sentence for each term, and return them as clips.

    Args:
        terms: The terms.
        voice: Says them.
        folder: Where the sound goes.
    """
    return _speak_sentences([(term.question, term.sentence, term.to_say) for term in terms], voice, folder)


def speak_near_words(sentences: Iterable[NearWords], voice: Voice, folder: Path) -> tuple[Clip, ...]:
    """Have a voice say the sentences with near words; see `speak_terms`."""
    return _speak_sentences([(each.question, each.sentence, each.sentence) for each in sentences], voice, folder)


@dataclass(frozen=True, slots=True)
class SpeakingProgram:
    """A program that writes a sentence from its standard input as sound into a file."""

    name: str
    """For tables: `espeak-ng en-us`."""
    command: tuple[str, ...]
    """The program with its options; the name of the file follows."""

    def say(self, text: str) -> Utterance:
        """Turn text into sound.

        Raises:
            AudioError: The program failed.
        """
        with tempfile.TemporaryDirectory(prefix="coach-voice-") as folder:
            path = Path(folder) / "said.wav"
            try:
                # No shell, and the text is no argument.
                subprocess.run(  # noqa: S603
                    [*self.command, str(path)],
                    input=text.encode(),
                    capture_output=True,
                    check=True,
                    timeout=SPOKEN_WITHIN,
                )
            except subprocess.CalledProcessError as error:
                said = error.stderr.decode(errors="replace").strip().splitlines()
                raise AudioError(f"{self.name} failed: {said[-1] if said else error.returncode}.") from error
            except (OSError, subprocess.TimeoutExpired) as error:
                raise AudioError(f"{self.name} failed: {error}.") from error
            return Utterance(read_audio(path), SAMPLE_RATE)


PROGRAMS = (
    SpeakingProgram("espeak-ng en-us", ("espeak-ng", "-v", "en-us", "--stdin", "-w")),
    SpeakingProgram("flite slt", ("flite", "-voice", "slt", "-f", "/dev/stdin", "-o")),
    SpeakingProgram("flite rms", ("flite", "-voice", "rms", "-f", "/dev/stdin", "-o")),
)
"""American English: a rule-based voice, a woman's and a man's."""


def installed(
    programs: Sequence[SpeakingProgram] = PROGRAMS, which: Callable[[str], str | None] = shutil.which
) -> tuple[tuple[SpeakingProgram, ...], tuple[str, ...]]:
    """Return the programs that are installed, and a sentence for each that is not.

    Args:
        programs: The ones to look for.
        which: Finds a program.
    """
    there = tuple(each for each in programs if which(each.command[0]))
    missing = dict.fromkeys(each.command[0] for each in programs if each not in there)
    return there, tuple(f"{name} is not installed: its voices were left out." for name in missing)


def _speak(rubric: Rubric, voice: Voice, path: Path) -> Clip:
    clean = np.concatenate(list(_pieces(rubric.model_answer, voice)))
    write_wav(path, _in_a_quiet_room(clean))
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


def _speak_sentences(sentences: Sequence[tuple[str, str, str]], voice: Voice, folder: Path) -> tuple[Clip, ...]:
    clips = []
    for number, (question, sentence, to_say) in enumerate(sentences, start=1):
        said = voice.say(to_say)
        path = folder / f"{number}.wav"
        spoken = _at_level(resample(said.samples, said.sample_rate, SAMPLE_RATE))
        write_wav(path, _in_a_quiet_room(np.pad(spoken, round(AROUND * SAMPLE_RATE))))
        clips.append(Clip(f"{voice.name}, sentence {number}", path, sentence, voice.name, question=question))
    return tuple(clips)


def _at_level(samples: Samples) -> Samples:
    loud = samples[np.abs(samples) > QUIET]
    power = float(np.sqrt(np.mean(np.square(loud)))) if len(loud) else 0.0
    return np.clip(samples * (VOICE_LEVEL / power), -1.0, 1.0).astype(np.float32) if power else samples


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > QUIET)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples


def _in_a_quiet_room(samples: Samples) -> Samples:
    """Add the noise of the room, the same for the same length."""
    noise = np.random.default_rng(len(samples)).normal(0.0, ROOM_NOISE, len(samples)).astype(np.float32)
    noisy: Samples = samples + noise
    return np.clip(noisy, -1.0, 1.0)
