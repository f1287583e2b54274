"""What a loudspeaker plays next: given samples, cut short with a fade."""

import numpy as np

from coach.domain.recording import Samples

FADE_SECONDS = 0.01
"""Length of the fade when playing is cut short: enough that no click is heard, too short to be heard itself."""

TAIL_SECONDS = 0.3
"""Silence after the sound: what lies in the system's buffer when a stream ends is thrown away."""


class Playback:
    """One sound on its way out, taken block by block from the sound card's thread."""

    def __init__(self, samples: Samples, sample_rate: int, volume: float = 1.0) -> None:
        """Take the sound.

        Args:
            samples: Shape (n,), mono.
            sample_rate: Samples a second.
            volume: 0.0 to 1.0.
        """
        self._tail = np.zeros(round(TAIL_SECONDS * sample_rate), dtype=np.float32)
        self._fade = round(FADE_SECONDS * sample_rate)
        self._rate = sample_rate
        self._given = 0
        sound = np.clip(samples * np.float32(volume), -1.0, 1.0).astype(np.float32)
        self._samples = np.concatenate((sound, self._tail))
        self._at = 0
        self._cut = False
        self._faded = False

    def cut_short(self) -> None:
        """Fade out from the next block on; may be called from any thread."""
        self._cut = True

    @property
    def over(self) -> bool:
        """Whether nothing is left to play, neither sound nor the silence after it."""
        return self._at >= len(self._samples)

    @property
    def seconds(self) -> float:
        """Seconds that were taken so far, the silence after the sound included; may be read from any thread."""
        return self._given / self._rate

    def fill(self, block: Samples) -> None:
        """Write the next samples, followed by silence where they end.

        Args:
            block: Shape (n, channels); every channel gets the same.
        """
        if self._cut and not self._faded:
            self._fade_out()
        piece = self._samples[self._at : self._at + len(block)]
        self._at += len(piece)
        self._given += len(piece)
        block[: len(piece)] = piece[:, np.newaxis]
        block[len(piece) :] = 0.0

    def _fade_out(self) -> None:
        last = self._samples[self._at : self._at + self._fade]
        ramp = np.linspace(1.0, 0.0, len(last), dtype=np.float32)
        self._samples = np.concatenate((last * ramp, self._tail))
        self._at = 0
        self._faded = True
