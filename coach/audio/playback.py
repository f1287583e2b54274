"""What a loudspeaker plays next: given samples, cut short with a fade."""

import numpy as np

from coach.domain.recording import Samples

FADE_SECONDS = 0.01
"""Length of the fade when playing is cut short: enough that no click is heard, too short to be heard itself."""


class Playback:
    """One sound on its way out, taken block by block from the sound card's thread."""

    def __init__(self, samples: Samples, sample_rate: int, volume: float = 1.0) -> None:
        """Take the sound.

        Args:
            samples: Shape (n,), mono.
            sample_rate: Samples a second.
            volume: 0.0 to 1.0.
        """
        self._samples = np.clip(samples * np.float32(volume), -1.0, 1.0).astype(np.float32)
        self._fade = round(FADE_SECONDS * sample_rate)
        self._at = 0
        self._cut = False

    def cut_short(self) -> None:
        """End with the next block; may be called from any thread."""
        self._cut = True

    @property
    def over(self) -> bool:
        """Whether nothing is left to play."""
        return self._at >= len(self._samples)

    def fill(self, block: Samples) -> None:
        """Write the next samples, followed by silence where they end.

        Args:
            block: Shape (n, channels); every channel gets the same.
        """
        piece = self._samples[self._at : self._at + len(block)]
        if self._cut:
            length = min(self._fade, len(piece))
            piece = piece[:length] * np.linspace(1.0, 0.0, length, dtype=np.float32)
            self._at = len(self._samples)
        else:
            self._at += len(piece)
        block[: len(piece)] = piece[:, np.newaxis]
        block[len(piece) :] = 0.0
