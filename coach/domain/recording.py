"""The sound of an answer, and how loud it is at a moment."""

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


@dataclass(frozen=True, slots=True)
class UnfinishedRecording:
    """A recording that was never assessed because the program was stopped."""

    id: str
    """The attempt it would have become."""
    question_id: str
    """The question that was being answered."""
    path: Path
    """The file on disk."""
    seconds: float
    """Length in seconds, from the size of the file."""
