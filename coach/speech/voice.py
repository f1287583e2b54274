"""What a voice does."""

from dataclasses import dataclass
from typing import Protocol

from coach.domain.recording import Samples


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """Something said by a voice."""

    samples: Samples
    """The sound, shape (n,), float32, mono."""
    sample_rate: int
    """Samples a second."""


class Voice(Protocol):
    """Reads text aloud."""

    @property
    def name(self) -> str:
        """The voice in use, for instance `heart`."""
        ...

    def say(self, text: str) -> Utterance:
        """Turn text into sound; the same text gives the same samples."""
        ...
