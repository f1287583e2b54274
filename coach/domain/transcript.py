"""The words of an answer, and the stretches of time in which they were said."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """From one moment of a recording to a later one."""

    start: float
    """Seconds from the start of the recording."""
    end: float
    """Seconds from the start of the recording; not before `start`."""

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The moment half-way through, in seconds from the start of the recording."""
        return (self.start + self.end) / 2

    def overlap(self, other: "TimeSpan") -> float:
        """Seconds that both stretches share; 0.0 when they do not meet."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


def total_seconds(spans: Iterable[TimeSpan]) -> float:
    """Add up the lengths of stretches that do not overlap, in seconds."""
    return sum(span.seconds for span in spans)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as heard, with the punctuation that belongs to it."""

    text: str
    """As the recogniser spelled it, without spaces around it: `tradeoff,`."""
    start: float
    """Seconds from the start of the recording; 0.0 in a typed answer."""
    end: float
    """Seconds from the start of the recording; 0.0 in a typed answer."""
    probability: float = 1.0
    """How sure the recogniser is, 0.0 to 1.0; 1.0 in a typed answer."""
    filler: bool = False
    """Whether the word is, or is part of, a filled pause or filler phrase."""
    spelled: bool = True
    """Whether the recogniser spelled it; False for a filled pause found by its sound alone."""

    @property
    def span(self) -> TimeSpan:
        """When it was said."""
        return TimeSpan(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that was said in one answer."""

    words: tuple[Word, ...]
    """In the order in which they were said."""
    speech: tuple[TimeSpan, ...] = ()
    """Where the voice-activity detector heard speech, in order; empty in a typed answer."""
    total_seconds: float = 0.0
    """Length of the recording; 0.0 in a typed answer."""
    unclear: tuple[TimeSpan, ...] = ()
    """Speech that was not understood, in order: no words came back, or mostly guesses, which `words` may hold."""
    typed: bool = False
    """Whether the answer was typed, so that nothing has a time."""

    @property
    def text(self) -> str:
        """All words in one line."""
        return " ".join(word.text for word in self.words)

    @property
    def empty(self) -> bool:
        """Whether there are no words."""
        return not self.words

    @property
    def silent(self) -> bool:
        """Whether nothing was said at all: there are no words, and no speech that was not understood."""
        return not self.words and not self.unclear


def typed_transcript(text: str) -> Transcript:
    """Make a transcript of a typed answer: words split at white space, no times."""
    return Transcript(words=tuple(Word(token, 0.0, 0.0) for token in text.split()), typed=True)
