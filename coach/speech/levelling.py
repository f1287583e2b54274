"""Makes quiet voices as loud as others before anything listens to them: detector and recogniser both depend on it."""

from collections import deque

import numpy as np
import numpy.typing as npt

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.speech.detector import SpeechDetector

DETECTOR_LEVEL = -22.0
"""Level of loud speech, in decibels relative to full scale, that the detector is given: at a third of the loudness it
missed a whole quiet answer in some noise that it heard at this level."""

MOST_DETECTOR_GAIN = 40.0
"""Decibels; a voice 60 dB under full scale is still found."""

SAFE_GAIN = 20.0
"""Decibels by which anything is made louder, also in noise or music: the detector takes neither for speech then."""

MOST_NOISE_LEVEL = -45.0
"""Decibels relative to full scale; beyond SAFE_GAIN what is always there, noise, is not made louder than that."""

NOISE_SHARE = 0.05
"""The level that so small a share of the frames stays under stands for the noise."""

LOOK_BACK_FRAMES = 300
"""Frames whose levels are remembered: 9.6 s."""

LOUD_SHARE = 0.9
"""The level that so large a share of the frames stays under stands for the loud speech."""

ONSET_FRAMES = 10
"""Frames just heard whose loudest limits the gain at once: after a long silence the first word would be overdriven."""

ONSET_ABOVE = 10.0
"""Decibels by which a single frame may be louder than loud speech on the whole."""

DEAF_FRAMES = 31
"""Frames, 1 s, after which the detector begins anew where it hears nothing in a sound that stays as loud as the speech
before it: over music it grows deaf to everything, for good."""

DEAF_BELOW = 0.2
"""Probability that it gives to nothing then."""

HEARD_FROM = 0.5
"""Probability that somebody spoke; before that a loud sound is just a loud sound."""

STAYS_LOUD = 15.0
"""Decibels under the loud speech down to which a sound stays as loud."""

SOFT_BELOW = 12.0
"""Decibels under the loud speech up to which a voice is left as soft as it is: stress and the ends of sentences stay
what they are. What lies below is another sentence, said to the wall, and is lifted up to there."""

MOST_LIFT = 30.0
"""Decibels by which softer stretches are lifted at most."""

REACH_FRAMES = 40
"""Frames just heard whose loudest says how loud the voice is now: 1.3 s, so that pauses inside are not lifted."""

REACH_STEPS = 40
"""Steps to either side that say the same of a stretch of a segment: 1 s."""

RECOGNISER_LEVEL = -23.0
"""Level of loud speech that the recogniser is given; from -26 to -20 makes no difference, quiet sound gives more
mistakes."""

MOST_RECOGNISER_GAIN = 60.0
"""Decibels; what is quieter is the rounding of 16 bits."""

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
        self._levels: deque[float] = deque(maxlen=LOOK_BACK_FRAMES)
        self._spoken = False
        self._nothing_for = 0

    def probability(self, frame: Samples) -> float:
        """Rate the next frame, made louder where the recording is quiet."""
        self._levels.append(_decibels(float(np.mean(np.square(frame)))))
        levels = np.array(self._levels)
        recent = float(levels[-ONSET_FRAMES:].max())
        noise, loudness = (float(level) for level in np.quantile(levels, (NOISE_SHARE, LOUD_SHARE)))
        loud = max(loudness, recent - ONSET_ABOVE)
        gain = DETECTOR_LEVEL - loud + float(_lift(loud, levels[-REACH_FRAMES:].max()))
        gain = min(gain, MOST_DETECTOR_GAIN, max(SAFE_GAIN, MOST_NOISE_LEVEL - noise))
        probability = self._detector.probability(frame * np.float32(10 ** (max(0.0, gain) / 20)))
        self._spoken = self._spoken or probability >= HEARD_FROM
        self._nothing_for = self._nothing_for + 1 if probability < DEAF_BELOW else 0
        if self._spoken and self._nothing_for >= DEAF_FRAMES:
            self._nothing_for = 0
            if float(np.median(levels[-DEAF_FRAMES:])) >= loud - STAYS_LOUD:
                self._detector.forget()
        return probability


def levelled(samples: Samples) -> Samples:
    """Bring a segment to the level at which the recogniser makes fewest mistakes, and lift what is much softer.

    Args:
        samples: Shape (n,).
    """
    whole = samples[: len(samples) // _STEP * _STEP].reshape(-1, _STEP)
    if not len(whole):
        return samples
    from scipy.ndimage import maximum_filter1d, uniform_filter1d  # noqa: PLC0415 - heavy

    levels = 10.0 * np.log10(np.square(whole, dtype=np.float64).mean(axis=1) + _QUIETEST)
    loud = float(np.quantile(levels, LOUD_SHARE))
    around = maximum_filter1d(levels, 2 * REACH_STEPS + 1, mode="nearest")
    quiet_room = MOST_NOISE_LEVEL + loud - RECOGNISER_LEVEL - float(np.quantile(levels, NOISE_SHARE))
    lift = np.minimum(_lift(loud, around), max(0.0, quiet_room))
    smooth = uniform_filter1d(lift, REACH_STEPS + 1, mode="nearest")
    gain = min(MOST_RECOGNISER_GAIN, RECOGNISER_LEVEL - loud) + np.interp(
        np.arange(len(samples)) / _STEP - 0.5,  # a step's level belongs to its middle
        np.arange(len(smooth)),
        smooth,
    )
    louder: Samples = (samples * 10.0 ** (gain / 20)).astype(np.float32)
    return louder


def _lift(loud: float, around: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return how many decibels a stretch is lifted, given how loud the speech is and how loud it is there itself."""
    lift: npt.NDArray[np.float64] = np.clip(loud - SOFT_BELOW - np.asarray(around), 0.0, MOST_LIFT)
    return lift


def _decibels(power: float) -> float:
    return 10.0 * float(np.log10(power + _QUIETEST))
