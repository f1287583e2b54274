"""How well an answer could be heard: noise, clipping, speech without words, and how sure the recogniser is."""

from collections.abc import Sequence

import numpy as np

from coach.domain.recording import ListeningQuality
from coach.domain.transcript import TimeSpan, Transcript, Word, total_seconds
from coach.domain.word_lists import is_filled_pause
from coach.speech.silences import SPEECH_PERCENTILE
from coach.speech.voice_track import FRAME_SECONDS, Frames, noise_level

APART = 0.1
"""Seconds around speech that count neither as speech nor as noise: echoes and breaths."""

LEAST_NOISE = 0.3
"""Seconds without speech that the noise is measured over."""

SURELY_ENOUGH = 20.0
"""Decibels: where there is no silence to measure the noise in, it is at most as loud as the quietest speech; if that
leaves so much, it is given, else nothing is known."""

LEAST_WORDS = 5
"""Words from which their probabilities say something."""

LEAST_PROBABILITY = 1e-3
"""Probability that a word has at least, so that one impossible word does not hide the others."""

LEAST_POWER = 1e-12
"""Power that stands for none, so that a ratio can be taken: 120 dB under full scale."""

BEST_DECIBELS = 60.0
"""Higher signal-to-noise ratios are given as this; a microphone that is muted between words has no noise at all."""


def measure_quality(transcript: Transcript, frames: Frames, dropped_blocks: int = 0) -> ListeningQuality:
    """Measure how well a recording could be heard.

    Args:
        transcript: What was heard, and where there was speech.
        frames: The whole recording.
        dropped_blocks: Blocks that the sound card lost.
    """
    spoken = frames.inside(transcript.speech)
    return ListeningQuality(
        signal_to_noise_db=_signal_to_noise(transcript.speech, frames),
        clipped_share=float(frames.clipped[spoken].mean()) if spoken.any() else 0.0,
        uncovered_seconds=total_seconds(transcript.unclear),
        word_probability=word_probability(transcript.words),
        dropped_blocks=dropped_blocks,
    )


def word_probability(words: Sequence[Word]) -> float | None:
    """Return how sure the recogniser is of the words: their geometric mean, no fillers; None where there are few."""
    sure = [word.probability for word in words if not is_filled_pause(word.text)]
    if len(sure) < LEAST_WORDS:
        return None
    return float(np.exp(np.mean(np.log(np.maximum(sure, LEAST_PROBABILITY)))))


def _signal_to_noise(speech: Sequence[TimeSpan], frames: Frames) -> float | None:
    """Compare the power of loud speech with that of the noise, whose own power is taken out of the speech's."""
    spoken = frames.inside(speech)
    if not spoken.any():
        return None
    power = 10 ** (frames.level.astype(np.float64) / 10)
    apart = ~frames.inside(speech, APART)
    measured = np.count_nonzero(apart) * FRAME_SECONDS >= LEAST_NOISE
    noise = float(np.median(power[apart])) if measured else 10 ** (noise_level(frames.level) / 10)
    signal = max(float(np.percentile(power[spoken], SPEECH_PERCENTILE)) - noise, LEAST_POWER)
    decibels = float(np.clip(10 * np.log10(signal / max(noise, LEAST_POWER)), 0.0, BEST_DECIBELS))
    return decibels if measured or decibels >= SURELY_ENOUGH else None
