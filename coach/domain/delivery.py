"""How an answer was said."""

from dataclasses import dataclass
from enum import StrEnum

from coach.domain.timespan import TimeSpan


class FillerKind(StrEnum):
    """What sort of filler it is."""

    SOUND = "sound"
    """A filled pause: um, uh, er."""
    PHRASE = "phrase"
    """A filler phrase: "you know", or "like" when it is set off."""


@dataclass(frozen=True, slots=True)
class Filler:
    """One filler."""

    text: str
    """As heard."""
    span: TimeSpan
    """When it was said."""
    kind: FillerKind
    """A sound or a phrase."""
    first_word: int
    """Index of its first word in the transcript."""
    last_word: int
    """Index of its last word in the transcript."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The measures of one spoken answer."""

    total_seconds: float
    """Length of the recording."""
    speech_seconds: float
    """Time in which somebody spoke, filled pauses included."""
    answer_seconds: float
    """Time from the first word to the last, pauses included."""
    spoken_words: int
    """Words said, filled pauses left out."""
    words_per_minute: float
    """Speech rate: words over the time from the first word to the last, pauses included."""
    articulation_rate: float
    """Words a minute of speech, pauses left out; filled pauses count as speech, not as words."""
    pauses: tuple[TimeSpan, ...]
    """Silent pauses between speech, in order."""
    fillers: tuple[Filler, ...]
    """In order."""
    fillers_per_minute: float
    """Fillers over the minutes from the first word to the last."""
    time_to_first_word: float
    """Seconds of silence before the answer begins."""
