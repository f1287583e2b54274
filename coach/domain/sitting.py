"""Several questions in a row, asked without feedback in between: a mock interview, or a drill."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from coach.domain.rubric import FOLLOWS, Difficulty


class SittingKind(StrEnum):
    """What sort of sitting it is."""

    MOCK = "mock"
    """A mock interview: rounds, follow-ups, one debrief."""
    RAPID_FIRE = "rapid fire"
    """Many short answers, one right after the other."""

    @property
    def called(self) -> str:
        """What it is called."""
        return "Mock interview" if self is SittingKind.MOCK else "Rapid fire"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of a sitting."""

    question_id: str
    """The question; a follow-up has the ids of its question and of the key point that it digs at."""
    attempt_id: str = ""
    """The answer given; empty as long as there is none."""
    skipped: bool = False
    """Whether the candidate passed."""

    @property
    def done(self) -> bool:
        """Whether it was answered or passed."""
        return self.skipped or bool(self.attempt_id)

    @property
    def is_follow_up(self) -> bool:
        """Whether it digs at a point of the question before it."""
        return FOLLOWS in self.question_id


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was asked, and what became of it."""

    id: str
    """Unique and sortable by time."""
    kind: SittingKind
    """A mock interview or a drill."""
    begun_at: datetime
    """When it began; UTC, aware."""
    rounds: tuple[str, ...]
    """The rounds that were chosen, by the names of their folders."""
    minutes: float
    """How long it was meant to take."""
    difficulty: Difficulty
    """How hard it was meant to be."""
    asks: tuple[Ask, ...]
    """In the order in which they are asked."""
    ended_at: datetime | None = None
    """When it was brought to its end; UTC, aware; None as long as it can be gone on with."""

    @property
    def current(self) -> Ask | None:
        """The question to ask now; None where all are done."""
        return next((ask for ask in self.asks if not ask.done), None)

    @property
    def questions(self) -> int:
        """Questions without their follow-ups."""
        return sum(1 for ask in self.asks if not ask.is_follow_up)

    @property
    def number(self) -> int:
        """Which of the questions is asked now, from 1, follow-ups not counted; 0 where all are done."""
        current = self.current
        if current is None:
            return 0
        place = self.asks.index(current)
        return sum(1 for ask in self.asks[: place + 1] if not ask.is_follow_up)

    def settle(self, ask: Ask) -> "Sitting":
        """Note what became of a question that is not done yet; where there is none like it, nothing changes."""
        wanted = (at for at, each in enumerate(self.asks) if not each.done and each.question_id == ask.question_id)
        place = next(wanted, None)
        if place is None:
            return self
        return replace(self, asks=(*self.asks[:place], ask, *self.asks[place + 1 :]))

    def dig(self, after: str, question_id: str) -> "Sitting":
        """Ask a follow-up next, behind an answer and the follow-ups that it has already.

        Args:
            after: The attempt that it digs at; one of this sitting.
            question_id: The follow-up.
        """
        place = next(at for at, each in enumerate(self.asks) if each.attempt_id == after) + 1
        return replace(self, asks=(*self.asks[:place], Ask(question_id), *self.asks[place:]))
