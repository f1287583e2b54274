"""How an answer was said."""

from dataclasses import dataclass
from enum import StrEnum

from coach.domain.transcript import TimeSpan


class Measure(StrEnum):
    """A measure of delivery that can be switched off."""

    PACE = "pace"
    """Speech rate and articulation rate, also over time."""
    PAUSES = "pauses"
    """Silent pauses, the longest stretch without one, and the time to the first word."""
    FILLERS = "fillers"
    """Filled pauses and filler phrases."""
    HEDGES = "hedges"
    """Words that take back what is said: maybe, sort of."""
    REPETITIONS = "repetitions"
    """Words said twice, and sentences begun anew."""


class PausePlace(StrEnum):
    """Where a silent pause lies."""

    BETWEEN = "between"
    """Between two clauses, where listeners expect one."""
    INSIDE = "inside"
    """Inside a clause, where it is heard as a hesitation."""


@dataclass(frozen=True, slots=True, order=True)
class Pause(TimeSpan):
    """One silent pause."""

    place: PausePlace = PausePlace.BETWEEN
    """Between two clauses or inside one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words that belong together: a hedge, a repetition, a false start."""

    text: str
    """As heard."""
    span: TimeSpan
    """When it was said."""
    first_word: int
    """Index of its first word in the transcript."""
    last_word: int
    """Index of its last word in the transcript."""


@dataclass(frozen=True, slots=True)
class PaceWindow:
    """The pace over a few seconds of an answer."""

    span: TimeSpan
    """The seconds over which it was measured."""
    words_per_minute: float
    """Words whose middles lie within the window, over its length: pauses included, filled pauses left out."""


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
    """Words said, filled pauses left out; the words of filler phrases count."""
    words_per_minute: float
    """Speech rate: words over the time from the first word to the last, pauses included."""
    articulation_rate: float
    """Words a minute of speech, pauses left out; filled pauses count as speech, not as words."""
    pauses: tuple[Pause, ...]
    """Silent pauses between speech, in order."""
    fillers: tuple[Filler, ...]
    """In order."""
    fillers_per_minute: float
    """Fillers over the minutes from the first word to the last."""
    time_to_first_word: float
    """Seconds of silence before the answer begins."""
    syllables: int = 0
    """Syllables of the words said, filled pauses left out; counted from the spelling."""
    syllables_per_second: float = 0.0
    """Speech rate in syllables, pauses included."""
    articulation_syllables_per_second: float = 0.0
    """Articulation rate in syllables, pauses left out."""
    pace_windows: tuple[PaceWindow, ...] = ()
    """Pace over time, in order, overlapping; empty for an answer shorter than one window."""
    longest_stretch: TimeSpan | None = None
    """The longest time spoken without a silent pause; None where nothing was said."""
    hedges: tuple[Phrase, ...] = ()
    """In order; they are no fillers."""
    repetitions: tuple[Phrase, ...] = ()
    """Words said again at once, each with all its copies, in order; they are no fillers."""
    false_starts: tuple[Phrase, ...] = ()
    """Words broken off and sentences begun anew, in order; they are no fillers."""

    @property
    def speech_share(self) -> float:
        """Share of the time from the first word to the last in which somebody spoke; 0.0 where nothing was said."""
        return self.speech_seconds / self.answer_seconds if self.answer_seconds > 0 else 0.0
