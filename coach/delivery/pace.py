"""How fast an answer was said, with pauses and without."""

from dataclasses import dataclass

LEAST_SECONDS = 0.5
"""Less speech than this gives no rate: a single word would read as hundreds of words a minute."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Two rates of one answer, in whatever was counted: words or syllables."""

    speech_rate: float
    """A minute, pauses included."""
    articulation_rate: float
    """A minute of speech, pauses left out."""


def measure_pace(count: int, answer_seconds: float, speech_seconds: float) -> Pace:
    """Work out both rates, as De Jong and Wempe (2009) define them for syllables.

    Args:
        count: Words or syllables said, filled pauses left out.
        answer_seconds: From the first word to the last.
        speech_seconds: Time in which somebody spoke, filled pauses included.

    Returns:
        Both a minute; 0.0 where there is too little speech to tell.
    """
    return Pace(_per_minute(count, answer_seconds), _per_minute(count, speech_seconds))


def _per_minute(count: int, seconds: float) -> float:
    return 60.0 * count / seconds if seconds >= LEAST_SECONDS else 0.0
