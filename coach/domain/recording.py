"""The sound of an answer: its samples, how loud it is at a moment, and how well it could be heard."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000
"""Samples a second of everything recorded; Whisper and Silero VAD both take 16 kHz mono."""

Samples = npt.NDArray[np.float32]
"""Sound, shape (n,), float32 in [-1, 1], mono."""


class LevelWarning(StrEnum):
    """What is wrong with the level of a microphone."""

    SILENT = "silent"
    """Nothing above the noise for seconds: muted, unplugged, or the wrong device."""
    CLIPPING = "clipping"
    """Samples at full scale: too loud, so that the words are damaged."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the last fraction of a second was."""

    rms_dbfs: float
    """Root mean square in decibels relative to full scale; -120.0 is digital silence."""
    peak: float
    """Largest absolute sample, 0.0 to 1.0."""
    warning: LevelWarning | None = None
    """What is wrong, if anything."""


@dataclass(frozen=True, slots=True)
class ReadSound:
    """What could be read of a sound file."""

    samples: Samples
    """16 kHz mono; what could not be read is left out."""
    unread_seconds: float = 0.0
    """Sound that is missing because the file is damaged or was cut off, in seconds, as far as that can be told."""
    cut_off: bool = False
    """Whether the file breaks off, so that an unknown length of sound is missing at its end."""

    @property
    def seconds(self) -> float:
        """Length of what was read."""
        return len(self.samples) / SAMPLE_RATE

    @property
    def unread_share(self) -> float:
        """Share of the whole that is missing, 0.0 to 1.0."""
        return self.unread_seconds / (self.seconds + self.unread_seconds) if self.unread_seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished recording."""

    path: Path | None
    """The file on disk; None when nothing is kept."""
    seconds: float
    """Length in seconds."""
    dropped_blocks: int = 0
    """Blocks that the sound card lost because nobody took them in time."""
    problem: str = ""
    """What went wrong while recording, in one sentence; empty when nothing did."""
    seconds_unwritten: float = 0.0
    """Length at its end that the disk has not taken yet; it is lost when the program ends."""


@dataclass(frozen=True, slots=True)
class ListeningQuality:
    """What speaks for and against the transcript of one recording."""

    signal_to_noise_db: float | None
    """Level of the speech above that of the noise between it, in decibels; None where there is too little of either."""
    clipped_share: float
    """Share of the time spoken in which samples were cut off at full scale, 0.0 to 1.0."""
    uncovered_seconds: float
    """Speech that was not understood, in seconds: without words, or with mere guesses."""
    word_probability: float | None
    """Geometric mean of how sure the recogniser is of its words, fillers left out; None where there are too few."""
    dropped_blocks: int = 0
    """Blocks that the sound card lost."""
    unread_seconds: float = 0.0
    """Sound that is missing because its file is damaged or was cut off, in seconds."""
    unread_share: float = 0.0
    """Share of the whole recording that these are, 0.0 to 1.0."""
    broken_off: bool = False
    """Whether the recording ended before the answer may have: the microphone stopped, or the program was killed."""
