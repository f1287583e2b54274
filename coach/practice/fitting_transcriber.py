"""The transcriber that suits this machine.

How quickly the machine transcribes is measured once, on ten seconds of speech, and kept in a small file.
"""

import json
import logging
import math
import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from coach.audio.resample import resample
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan
from coach.practice.loading import Say
from coach.speech.transcriber import Segment, Transcriber
from coach.speech.voice import Voice
from coach.whole_files import replace_whole

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

MEASURING = "measuring how quickly this machine transcribes"
"""Said while it happens."""

WARM_UP = 2 * SAMPLE_RATE
"""Samples that are transcribed once before the clock starts: 2 s, because the first call sets up its memory."""

PACKAGES = ("faster-whisper", "ctranslate2")
"""Whose versions change the speed."""

_PROCESSORS = Path("/proc/cpuinfo")

_LONGEST = 10_000
"""Bytes; the file is far smaller, and one that is not ours may be huge."""

_LOG = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class SpeedTest:
    """What it takes to find out which weights are quick enough here."""

    load: Callable[[str, Say], Transcriber]
    """Loads Whisper's weights by their name."""
    voice: Callable[[], Voice]
    """Gives the voice that says the ten seconds of speech."""
    file: Path
    """Where the measurement is kept."""
    machine: Machine
    """This machine."""
    clock: Callable[[], float]
    """Seconds, from any start."""
    now: Callable[[], datetime]
    """The time, UTC and aware."""


def fitting_transcriber(test: SpeedTest, say: Say) -> Transcriber:
    """Load the weights that are quick enough here; that is measured once and then remembered.

    Where that goes wrong, for instance without a voice, the usual weights are used.

    Args:
        test: What to measure with.
        say: Told what is going on.

    Raises:
        CoachError: The weights cannot be loaded.
    """
    known = read_speed(test.file, test.machine)
    if known is not None:
        return test.load(known.weights, say)
    usual = test.load(PREFERRED, say)
    try:
        speed = _measure(test, usual, test.voice(), say)
        return usual if speed.quick_enough else test.load(speed.weights, say)
    except Exception:  # noqa: BLE001 - whatever it is, the answer can be heard with the usual weights
        _LOG.exception("this machine's speed could not be measured, or what suits it not be loaded")
        return usual


def measure_again(test: SpeedTest, say: Say) -> MachineSpeed:
    """Measure this machine, whatever is remembered, and remember the result.

    Args:
        test: What to measure with.
        say: Told what is going on.

    Raises:
        CoachError: Weights or voice cannot be loaded.
    """
    return _measure(test, test.load(PREFERRED, say), test.voice(), say)


def _measure(test: SpeedTest, usual: Transcriber, voice: Voice, say: Say) -> MachineSpeed:
    say(MEASURING)
    speed = measure_speed(usual, spoken_sample(voice), test.machine, test.clock, test.now())
    write_speed(test.file, speed)
    return speed


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


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


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


def read_speed(path: Path, machine: Machine) -> MachineSpeed | None:
    """Read a measurement; None where there is none that holds, so that it is made again.

    Args:
        path: The file; a damaged one is logged and counts as none.
        machine: This machine; a measurement of another one counts as none.
    """
    try:
        with path.open("rb") as file:
            speed = _from_json(file.read(_LONGEST))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as problem:
        _LOG.warning("%s is made again: %s", path, problem)
        return None
    return speed if speed.machine == machine else None


def write_speed(path: Path, speed: MachineSpeed) -> None:
    """Write a measurement, for the owner only; where that fails it is logged, and measured again next time.

    Args:
        path: The file; its folder is made when needed.
        speed: What was measured.
    """
    table = asdict(speed) | {"measured_at": speed.measured_at.isoformat()}
    try:
        replace_whole(path, json.dumps(table, indent=2), follow=False)
    except OSError as problem:
        _LOG.warning("%s cannot be written: %s", path, problem)


def _from_json(content: bytes) -> MachineSpeed:
    table = json.loads(content)
    values = {
        "machine": Machine(**table["machine"]),
        "sound_seconds": float(table["sound_seconds"]),
        "took_seconds": float(table["took_seconds"]),
        "measured_at": datetime.fromisoformat(table["measured_at"]).astimezone(UTC),
    }
    speed = MachineSpeed(**table | values)
    if not (0.0 < speed.sound_seconds < math.inf and 0.0 <= speed.took_seconds < math.inf):
        raise ValueError(f"{speed.took_seconds} s for {speed.sound_seconds} s of sound cannot have been measured")
    return speed
