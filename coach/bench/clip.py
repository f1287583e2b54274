"""A recording whose words are known."""

from dataclasses import dataclass
from pathlib import Path

from coach.domain.timespan import TimeSpan


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording with its reference."""

    name: str
    """As the manifest names it: the file, relative to the manifest's folder."""
    path: Path
    """The sound."""
    transcript: str
    """What is said, verbatim; empty where nobody speaks."""
    kind: str = ""
    """What sort of speech it is: `read`, `spont`; figures are given for each kind. Empty where none is named."""
    filler_times: tuple[TimeSpan, ...] | None = None
    """When each filled pause is, in order; a single moment has no length. None where the manifest has no times."""
    pauses: tuple[TimeSpan, ...] | None = None
    """Every silent pause between words, in order; None where the manifest has none."""
    question: str = ""
    """The question that it answers; empty where none is named."""
    copy: str = ""
    """How this copy of the recording was made worse: `telephone`; empty for the recording itself."""

    @property
    def title(self) -> str:
        """What to call it in a list."""
        return f"{self.name}, {self.copy}" if self.copy else self.name
