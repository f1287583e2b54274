"""How well an answer could be heard."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListeningQuality:
    """What speaks for and against the transcript of one recording."""

    signal_to_noise_db: float | None
    """Level of the speech above that of the noise between it, in decibels; None where there is too little of either."""
    clipped_share: float
    """Share of the time spoken in which samples were cut off at full scale, 0.0 to 1.0."""
    uncovered_seconds: float
    """Speech that was not understood, in seconds: without words, or with mere guesses."""
    word_probability: float | None
    """Geometric mean of how sure the recogniser is of its words, fillers left out; None where there are too few."""
    dropped_blocks: int = 0
    """Blocks that the sound card lost."""
    unread_seconds: float = 0.0
    """Sound that is missing because its file is damaged or was cut off, in seconds."""
    unread_share: float = 0.0
    """Share of the whole recording that these are, 0.0 to 1.0."""
    broken_off: bool = False
    """Whether the recording ended before the answer may have: the microphone stopped, or the program was killed."""
