"""Several questions in a row, asked without feedback in between, a mock interview or a drill; and what it was worth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from coach.domain.attempt import Attempt
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import Difficulty, is_following
from coach.domain.skills import Skill


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
    """Whether the candidate skipped it."""

    @property
    def done(self) -> bool:
        """Whether it was answered or skipped."""
        return self.skipped or bool(self.attempt_id)

    @property
    def is_follow_up(self) -> bool:
        """Whether it digs at a point of the question before it."""
        return is_following(self.question_id)


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
    """When it was brought to its end; UTC, aware; None as long as it can be resumed."""

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


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question of a sitting, with what came of it."""

    question_id: str
    """The question, or the follow-up."""
    question: str
    """As it was asked; its id where it has left the bank without an answer."""
    is_follow_up: bool
    """Whether it dug at a point of the question before it."""
    skipped: bool
    """Whether the candidate skipped it, which counts as nothing said."""
    asked: bool
    """Whether it was asked at all: not where the sitting ended before it, or where it has left the bank."""
    attempt: Attempt | None
    """The answer; None where there is none in the history."""
    strongest: PointCoverage | None
    """The heaviest key point that was covered; None where none was."""
    weakest: PointCoverage | None
    """The heaviest key point that was contradicted, or else missed; None where none was."""


@dataclass(frozen=True, slots=True)
class WholeDelivery:
    """How everything was said, over the whole talk."""

    speech_seconds: float
    """Time in which somebody spoke."""
    answer_seconds: float
    """Time from the first word to the last, over all answers."""
    words_per_minute: float
    """Speech rate over that time."""
    fillers_per_minute: float | None
    """Fillers over that time; None where no answer was heard well enough to count them."""
    longest_pause: float
    """The longest silence inside an answer, in seconds; 0.0 where there was none."""
    time_to_first_word: float
    """Mean silence before an answer, in seconds."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything that is said about a sitting at its end."""

    sitting: Sitting
    """The sitting."""
    questions: tuple[AskedQuestion, ...]
    """In the order in which they were asked."""
    score: float | None
    """Mean score of the questions that were judged, and of those skipped, which count 0; follow-ups apart. None where
    there was none."""
    verdicts: Mapping[Verdict, int]
    """How many key points got each verdict, follow-ups apart."""
    follow_ups_made: int
    """Follow-ups whose point was covered or partly covered."""
    strongest: AskedQuestion | None
    """The question with the strongest point of all."""
    weakest: AskedQuestion | None
    """The question with the weakest point of all."""
    delivery: WholeDelivery | None
    """How everything was said; None where nothing was."""
    skills: Mapping[Skill, int]
    """In how many answers each way of reasoning was heard."""
    tomorrow: tuple[str, ...]
    """What to practise next, one sentence each, the most worthwhile first."""

    @property
    def skipped(self) -> int:
        """Questions skipped, follow-ups apart."""
        return sum(1 for each in self.questions if each.skipped and not each.is_follow_up)

    @property
    def answered(self) -> int:
        """Questions answered, follow-ups apart."""
        return sum(1 for each in self.questions if each.attempt is not None and not each.is_follow_up)

    @property
    def follow_ups(self) -> int:
        """Follow-ups answered."""
        return sum(1 for each in self.questions if each.attempt is not None and each.is_follow_up)
