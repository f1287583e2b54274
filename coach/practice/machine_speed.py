"""How quickly this machine transcribes, measured on ten seconds of speech."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from coach.audio.resample import resample
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.timespan import TimeSpan
from coach.speech.transcriber import Segment, Transcriber
from coach.speech.voice import Voice

PREFERRED = "base"
"""The weights that are measured, and kept wherever they are quick enough."""

QUICKER = "tiny.en"
"""The weights for machines on which the preferred ones are too slow; they too come with the program."""

MOST_OF_REAL_TIME = 0.5
"""Longest time that the preferred weights may take for a second of speech, in seconds.

Answers are transcribed while they are spoken, so anything below 1.0 keeps up on average. Half leaves the other half of
the time for the recording, the screen and other programs, lets a laptop become half as quick when it runs hot, and
allows for the stretches that are transcribed a second time."""

SAMPLE_TEXT = (
    "Every model makes two kinds of mistakes. It can be too simple to see the pattern, or so flexible that it learns "
    "the noise as well, and then new data surprises it."
)
"""What the voice says for the measurement: about ten seconds."""

WARM_UP = 2 * SAMPLE_RATE
"""Samples that are transcribed once before the clock starts: 2 s, because the first call sets up its memory."""

PACKAGES = ("faster-whisper", "ctranslate2")
"""Whose versions change the speed."""

_PROCESSORS = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Machine:
    """Everything that a measurement depends on; where one of these is another, it is made again."""

    processor: str
    """System and kind of processor."""
    threads: int
    """Threads that Whisper uses."""
    beam_size: int
    """Beams of its search."""
    versions: str
    """Versions of the packages that do the work."""


@dataclass(frozen=True, slots=True)
class MachineSpeed:
    """What the measurement gave."""

    machine: Machine
    """Where it was made."""
    sound_seconds: float
    """Length of the speech, in seconds."""
    took_seconds: float
    """How long the preferred weights took for it, in seconds."""
    measured_at: datetime
    """UTC, aware."""

    @property
    def share(self) -> float:
        """Real-time factor: seconds of work for a second of speech."""
        return self.took_seconds / self.sound_seconds

    @property
    def quick_enough(self) -> bool:
        """Whether the preferred weights keep up with a speaker here."""
        return self.share <= MOST_OF_REAL_TIME

    @property
    def weights(self) -> str:
        """The weights that suit this machine."""
        return PREFERRED if self.quick_enough else QUICKER

    @property
    def reason(self) -> str:
        """Why, in half a sentence with the figures."""
        return (
            f"{PREFERRED} took {self.took_seconds:.1f} s for {self.sound_seconds:.1f} s of speech, "
            f"{self.share:.0%} of real time; up to {MOST_OF_REAL_TIME:.0%} is quick enough"
        )


def this_machine(threads: int, beam_size: int, processors: Path = _PROCESSORS) -> Machine:
    """Describe this machine as far as the speed depends on it.

    Args:
        threads: Threads that Whisper uses.
        beam_size: Beams of its search.
        processors: Where Linux names the processor; elsewhere Python knows.
    """
    name = platform.processor()
    try:
        lines = processors.read_text(encoding="utf-8", errors="replace").splitlines()
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), name)
    except OSError:
        pass  # another system than Linux
    processor = f"{platform.system()} {platform.machine()}, {name or 'unnamed'}, {os.cpu_count() or 1} logical"
    return Machine(processor, threads, beam_size, ", ".join(f"{name} {_version(name)}" for name in PACKAGES))


def spoken_sample(voice: Voice) -> Samples:
    """Have the voice say ten seconds of speech, 16 kHz mono."""
    said = voice.say(SAMPLE_TEXT)
    return resample(said.samples, said.sample_rate, SAMPLE_RATE)


def measure_speed(
    transcriber: Transcriber, speech: Samples, machine: Machine, clock: Callable[[], float], measured_at: datetime
) -> MachineSpeed:
    """Time one transcription; a second one where the first was too slow, and the quicker of the two counts.

    A machine that is merely busy at its first start is so not taken for a slow one as easily.

    Args:
        transcriber: Has the preferred weights.
        speech: About ten seconds, 16 kHz mono.
        machine: What it is measured on.
        clock: Seconds, from any start.
        measured_at: UTC, aware.
    """
    transcriber.transcribe(_segment(speech[:WARM_UP]))
    speed = _timed(transcriber, speech, machine, clock, measured_at)
    if speed.quick_enough:
        return speed
    return min(speed, _timed(transcriber, speech, machine, clock, measured_at), key=lambda each: each.took_seconds)


def _timed(
    transcriber: Transcriber, speech: Samples, machine: Machine, clock: Callable[[], float], measured_at: datetime
) -> MachineSpeed:
    began = clock()
    transcriber.transcribe(_segment(speech))
    return MachineSpeed(machine, len(speech) / SAMPLE_RATE, clock() - began, measured_at)


def _segment(samples: Samples) -> Segment:
    return Segment(samples, 0.0, (TimeSpan(0.0, len(samples) / SAMPLE_RATE),))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
