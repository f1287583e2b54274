"""Voices of other programs, where they are installed: they mispronounce things in other ways than our own."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.audio.read_audio import read_audio
from coach.domain.recording import SAMPLE_RATE
from coach.errors import AudioError
from coach.speech.voice import Utterance

LONGEST = 60.0
"""Seconds after which a program that has not spoken its sentence is given up."""


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
                    [*self.command, str(path)], input=text.encode(), capture_output=True, check=True, timeout=LONGEST
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
    """Give the programs that are installed, and a sentence for each that is not.

    Args:
        programs: The ones to look for.
        which: Finds a program.
    """
    there = tuple(each for each in programs if which(each.command[0]))
    missing = dict.fromkeys(each.command[0] for each in programs if each not in there)
    return there, tuple(f"{name} is not installed: its voices were left out." for name in missing)
