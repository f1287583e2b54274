"""Sounds made by a formula that have what the tests of listening are about: pitch, vowels, silence."""

import numpy as np

from coach.domain.recording import SAMPLE_RATE, Samples


def voice(seconds: float, hertz: float, formants: tuple[float, float] = (600, 1200), glide: float = 0.0) -> Samples:
    """A vowel: overtones of a pitch that glides by so many semitones a second, loudest around its formants."""
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    pitch = hertz * 2 ** (glide * at / 12)
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    sound = np.zeros(len(at))
    for number in range(1, 30):
        loudness = sum(1 / (1 + ((number * hertz - formant) / 120) ** 2) for formant in formants)
        sound += loudness * np.sin(number * phase)
    edge = np.minimum(1.0, np.minimum(at, at[::-1]) / 0.02)
    return (0.03 * edge * sound).astype(np.float32)


def babble(seconds: float) -> Samples:
    """Vowels that change every 90 ms, as in words."""
    rng = np.random.default_rng(11)
    vowels = [(300, 2300), (700, 1100), (400, 2000), (350, 800), (600, 1700)]
    parts = [
        voice(0.09, 110 + 30 * rng.random(), vowels[index % 5], glide=20 * (rng.random() - 0.5))
        for index in range(round(seconds / 0.09))
    ]
    return np.concatenate(parts)


def gap(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)
