"""A few seconds into the microphone to try it: recorded, transcribed, thrown away."""

from dataclasses import dataclass

import numpy as np

from coach.audio.hand_over import HandOver
from coach.audio.wav import as_it_is_kept
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.practice.engines import Engines
from coach.practice.listening import Listening

TRIAL_SECONDS = 5.0
"""Long enough for a sentence."""

LEAST_PEAK = 0.02
"""A trial whose loudest sample is below this was silence: muted, or another microphone."""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What came of it."""

    samples: Samples
    """The sound, 16 kHz mono."""
    text: str
    """What was heard; empty where no word was."""
    peak: float
    """Loudest sample, 0.0 to 1.0."""
    problem: str
    """Why it ended early, in one sentence; empty when it did not."""

    @property
    def silent(self) -> bool:
        """Whether hardly any sound came in."""
        return self.peak < LEAST_PEAK


def take_trial(engines: Engines, hand_over: HandOver, seconds: float = TRIAL_SECONDS) -> Trial:
    """Record for a few seconds and hear what was said; blocks, and nothing reaches the disk.

    Args:
        engines: What to work with; Whisper is waited for.
        hand_over: A fresh one, which the sound comes through: it knows the level and the time; closing it ends the
            recording.
        seconds: How long.

    Raises:
        CoachError: There is no microphone, or the weights could not be loaded.
    """
    microphone = engines.open_microphone()
    blocks: list[Samples] = []
    length = 0
    microphone.start(hand_over)
    try:
        for block in hand_over.blocks():
            blocks.append(as_it_is_kept(block))
            length += len(block)
            if length >= seconds * SAMPLE_RATE:
                break
    finally:
        microphone.stop()
    samples = np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)
    words = [word.text for heard in Listening(engines).hear([samples]) for word in heard]
    peak = float(np.abs(samples).max(initial=0.0))
    return Trial(samples, " ".join(words), peak, hand_over.problem)
