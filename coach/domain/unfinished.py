"""An answer that is not in the history because the program was stopped, or could not save it."""

from dataclasses import dataclass
from pathlib import Path

from coach.domain.recording import UnfinishedRecording


@dataclass(frozen=True, slots=True)
class UnfinishedText:
    """An answer that was typed, whole or begun."""

    id: str
    """The attempt it would have become."""
    question_id: str
    """The question that was being answered; empty where that is not known."""
    path: Path
    """The file on disk."""
    text: str
    """What was typed."""

    @property
    def words(self) -> int:
        """How many words were typed."""
        return len(self.text.split())


Unfinished = UnfinishedRecording | UnfinishedText
