"""Measures of consecutive frames of sound, ten milliseconds apart."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.domain.recording import SAMPLE_RATE
from coach.domain.timespan import TimeSpan

Values = npt.NDArray[np.float32]

HOP = SAMPLE_RATE // 100
"""Samples from one frame to the next: 10 ms."""

WINDOW = SAMPLE_RATE // 25
"""Samples of a frame: 40 ms, nearly three periods of the lowest voice."""


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Measures of consecutive frames, each of shape (n,)."""

    first: int
    """Index of the first frame since the start of the recording; frame i begins at i * HOP."""
    pitch: Values
    """Fundamental frequency in hertz; means nothing where `voicing` is low."""
    voicing: Values
    """How periodic the sound is, 0.0 to 1.0: the autocorrelation at the period."""
    level: Values
    """Root mean square in decibels relative to full scale, rumble left out."""
    change: Values
    """How much the spectrum's shape changes within 60 ms: root mean square difference of 12 cepstral coefficients."""
    clipped: npt.NDArray[np.bool_]
    """Whether samples were cut off at full scale."""

    def __len__(self) -> int:
        return len(self.pitch)

    def inside(self, spans: Iterable[TimeSpan], margin: float = 0.0) -> npt.NDArray[np.bool_]:
        """Tell which frames have their middles in one of some stretches, shape (n,).

        Args:
            spans: In any order.
            margin: Seconds by which each stretch reaches out on either side.
        """
        at = self.seconds(0) + HOP / SAMPLE_RATE * np.arange(len(self))
        inside = np.zeros(len(self), dtype=np.bool_)
        for span in spans:
            inside |= (at >= span.start - margin) & (at < span.end + margin)
        return inside

    def seconds(self, index: int) -> float:
        """Say when the middle of a frame of this stretch is."""
        return ((self.first + index) * HOP + WINDOW / 2) / SAMPLE_RATE
