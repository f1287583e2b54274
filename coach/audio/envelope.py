"""The outline of a sound: how loud it was, tenth of a second by tenth of a second."""

import numpy as np

from coach.domain.recording import SAMPLE_RATE, Samples

STEP_SECONDS = 0.1
"""Length of sound behind each value."""

_STEP = round(STEP_SECONDS * SAMPLE_RATE)


class Envelope:
    """Grows with a recording; one thread feeds it, any thread may look."""

    def __init__(self) -> None:
        """Nothing is recorded yet."""
        self._peaks: list[float] = []
        self._open = np.zeros(0, dtype=np.float32)

    def feed(self, block: Samples) -> None:
        """Take the next samples.

        Args:
            block: Shape (n,), 16 kHz mono, of any length.
        """
        sound = np.concatenate((self._open, block))
        whole = len(sound) // _STEP * _STEP
        self._peaks.extend(np.abs(sound[:whole]).reshape(-1, _STEP).max(axis=1).tolist())
        self._open = sound[whole:]

    @property
    def peaks(self) -> Samples:
        """The largest absolute sample of each complete step so far, shape (steps,), 0.0 to 1.0."""
        return np.asarray(self._peaks, dtype=np.float32)


def outline(samples: Samples) -> Samples:
    """Return the outline of a whole sound; a last, incomplete step counts as one.

    Args:
        samples: Shape (n,), 16 kHz mono.
    """
    envelope = Envelope()
    envelope.feed(np.concatenate((samples, np.zeros(-len(samples) % _STEP, dtype=np.float32))))
    return envelope.peaks
