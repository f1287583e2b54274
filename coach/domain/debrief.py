"""What a sitting was worth, question by question and as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from coach.domain.attempt import Attempt
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.sitting import Sitting
from coach.domain.skills import Skill


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
    """Whether the candidate passed, or the sitting ended before it."""
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
    """Mean score of the judged questions, follow-ups apart; None where none was judged."""
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
    def answered(self) -> int:
        """Questions answered, follow-ups apart."""
        return sum(1 for each in self.questions if each.attempt is not None and not each.is_follow_up)

    @property
    def follow_ups(self) -> int:
        """Follow-ups answered."""
        return sum(1 for each in self.questions if each.attempt is not None and each.is_follow_up)
