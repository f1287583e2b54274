"""What a voice-activity detector does."""

from typing import Protocol

from coach.domain.recording import Samples

FRAME_SAMPLES = 512
"""Samples a frame: 32 ms at 16 kHz, the size that Silero VAD takes."""


class SpeechDetector(Protocol):
    """Says of one frame after another how likely it is speech; keeps what it needs of earlier frames."""

    def probability(self, frame: Samples) -> float:
        """Rate the next frame.

        Args:
            frame: The next 512 samples, float32, 16 kHz mono.

        Returns:
            Probability of speech, 0.0 to 1.0.
        """
        ...

    def forget(self) -> None:
        """Go on as at the beginning of a recording."""
        ...
