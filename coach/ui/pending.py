"""An answer that was given and waits to be assessed."""

from dataclasses import dataclass
from datetime import datetime

from coach.domain.rubric import Rubric
from coach.practice.answers import Answer


@dataclass(frozen=True, slots=True, eq=False)
class Pending:
    """Everything that the assessment of one answer needs."""

    rubric: Rubric
    """The question that was answered."""
    answer: Answer
    """The answer; may still be arriving."""
    attempt_id: str
    """The id of the attempt that it becomes."""
    answered_at: datetime
    """When the answer began; UTC, aware."""
    notice: str = ""
    """What is worth saying about how it ended; empty for nothing."""
    hints: tuple[str, ...] = ()
    """Ids of the key points of which a hint was shown, in that order."""
