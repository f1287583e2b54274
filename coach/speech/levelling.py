"""Makes quiet voices as loud as others before anything listens to them: detector and recogniser both depend on it."""

from collections import deque

import numpy as np

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.speech.detector import SpeechDetector

DETECTOR_LEVEL = -22.0
"""Level of loud speech, in decibels relative to full scale, that the detector is given: at a third of the loudness it
missed a whole quiet answer in some noise that it heard at this level."""

MOST_DETECTOR_GAIN = 10.0
"""Noise alone is not made louder than that: 20 dB."""

MEMORY_FRAMES = 300
"""Frames whose levels are remembered: 9.6 s."""

LOUD_SHARE = 0.9
"""The level that so large a share of the frames stays under stands for the loud speech."""

ONSET_FRAMES = 10
"""Frames just heard whose loudest limits the gain at once: after a long silence the first word would be overdriven."""

ONSET_ABOVE = 10.0
"""Decibels by which a single frame may be louder than loud speech on the whole."""

RECOGNISER_LEVEL = -23.0
"""The same for the recogniser; from -26 to -20 makes no difference, quiet sound gives more mistakes."""

MOST_RECOGNISER_GAIN = 30.0
"""Nearly 30 dB."""

_STEP = SAMPLE_RATE // 40
"""Samples over which a level is taken: 25 ms."""

_QUIETEST = 1e-12
"""Power that stands for digital silence."""


class LevelledDetector:
    """A detector that hears every voice equally loud; the gain follows the sound heard so far, never what comes."""

    def __init__(self, detector: SpeechDetector) -> None:
        """Begin a recording.

        Args:
            detector: A fresh detector.
        """
        self._detector = detector
        self._levels: deque[float] = deque(maxlen=MEMORY_FRAMES)

    def probability(self, frame: Samples) -> float:
        """Rate the next frame, made louder where the recording is quiet."""
        self._levels.append(_decibels(float(np.mean(np.square(frame)))))
        just_now = max(list(self._levels)[-ONSET_FRAMES:]) - ONSET_ABOVE
        loud = max(float(np.quantile(self._levels, LOUD_SHARE)), just_now)
        gain = min(MOST_DETECTOR_GAIN, max(1.0, 10 ** ((DETECTOR_LEVEL - loud) / 20)))
        return self._detector.probability(frame * np.float32(gain))


def levelled(samples: Samples) -> Samples:
    """Bring a segment to the level at which the recogniser makes fewest mistakes.

    Args:
        samples: Shape (n,).
    """
    whole = samples[: len(samples) // _STEP * _STEP].reshape(-1, _STEP)
    if not len(whole):
        return samples
    loud = float(np.quantile(np.square(whole).mean(axis=1), LOUD_SHARE))
    gain = min(MOST_RECOGNISER_GAIN, 10 ** ((RECOGNISER_LEVEL - _decibels(loud)) / 20))
    return (samples * np.float32(gain)).astype(np.float32)


def _decibels(power: float) -> float:
    return 10.0 * float(np.log10(power + _QUIETEST))
