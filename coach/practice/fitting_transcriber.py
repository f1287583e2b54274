"""The transcriber that suits this machine."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coach.practice.loading import Say
from coach.practice.machine_speed import PREFERRED, Machine, MachineSpeed, measure_speed, spoken_sample
from coach.practice.speed_file import read_speed, write_speed
from coach.speech.transcriber import Transcriber
from coach.speech.voice import Voice

MEASURING = "measuring how quickly this machine transcribes"
"""Said while it happens."""

_LOG = logging.getLogger(__name__)


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
