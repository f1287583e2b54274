"""What a recogniser is given and what it gives back."""

from dataclasses import dataclass
from typing import Protocol

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan, Word
from coach.speech.terms import Terms


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A stretch of a recording that is transcribed in one piece."""

    samples: Samples
    """The sound, shape (n,), float32, 16 kHz mono."""
    start: float
    """Seconds from the start of the recording to the first sample."""
    speech: tuple[TimeSpan, ...]
    """Where the voice-activity detector heard speech, in seconds from the start of the recording; never empty."""
    perhaps: tuple[TimeSpan, ...] = ()
    """Where it heard speech or did not rule it out; words are believed there. Empty stands for the same as `speech`."""

    @property
    def end(self) -> float:
        """Seconds from the start of the recording to behind the last sample."""
        return self.start + len(self.samples) / SAMPLE_RATE

    def same_as(self, other: "Segment") -> bool:
        """Whether another segment of the same recording is the same stretch of it."""
        mine, others = ((each.start, len(each.samples), each.speech, each.perhaps) for each in (self, other))
        return mine == others


@dataclass(frozen=True, slots=True)
class Transcription:
    """What came back for one segment."""

    words: tuple[Word, ...]
    """In order, with times from the start of the recording, inside the segment; none begins before the last ended."""
    unclear: tuple[TimeSpan, ...] = ()
    """Speech that was not understood: no words came back even when it was decoded alone, or mostly guesses."""


class Transcriber(Protocol):
    """Turns segments into words; `coach/speech/README.md` says what an engine needs for that.

    Nothing else of an engine is known outside its own module and `coach/wiring.py`.
    """

    @property
    def name(self) -> str:
        """The weights in use, for instance `base`; kept with each attempt."""
        ...

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        """Transcribe one segment; safe to call from any one thread at a time.

        Args:
            segment: What to transcribe.
            terms: The question's, which are written where they fit the sound better than what was heard.
        """
        ...

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        """Transcribe a segment that is still being spoken, once and quickly: good enough to count its words.

        Returns:
            In order, with times from the start of the recording; the last word may be cut in two.
        """
        ...
