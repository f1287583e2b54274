"""How fast an answer was said, with pauses and without."""

from dataclasses import dataclass

LEAST_SECONDS = 0.5
"""Less speech than this gives no rate: a single word would read as hundreds of words a minute."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Two rates of one answer."""

    words_per_minute: float
    """Speech rate: pauses included."""
    articulation_rate: float
    """Words a minute of speech: pauses left out."""


def measure_pace(spoken_words: int, answer_seconds: float, speech_seconds: float) -> Pace:
    """Work out both rates.

    Args:
        spoken_words: Words said, filled pauses left out.
        answer_seconds: From the first word to the last.
        speech_seconds: Time in which somebody spoke.

    Returns:
        Words a minute; 0.0 where there is too little speech to tell.
    """
    return Pace(_per_minute(spoken_words, answer_seconds), _per_minute(spoken_words, speech_seconds))


def _per_minute(count: int, seconds: float) -> float:
    return 60.0 * count / seconds if seconds >= LEAST_SECONDS else 0.0
