"""A sitting while it runs: what is asked now, and what an answer leads to."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from coach.domain.attempt import Attempt
from coach.domain.rubric import Rubric
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.errors import RubricError
from coach.practice.answers import Answer
from coach.practice.assess import Finished, Step, assess
from coach.practice.engines import Engines
from coach.practice.follow_ups import choose_follow_ups
from coach.practice.mock import FOLLOW_UPS, RAPID_SECONDS


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given in a sitting."""

    rubric: Rubric
    """The question, as it was asked."""
    answer: Answer
    """The answer; may still be arriving."""
    attempt_id: str
    """The attempt's id."""
    answered_at: datetime
    """When it began; UTC, aware."""


class RunningSitting:
    """Goes from question to question; every step is on disk before the next, so that it can be gone on with.

    Its methods may be called from any thread.
    """

    def __init__(self, sitting: Sitting, engines: Engines) -> None:
        """Go on with a sitting, new or interrupted.

        Args:
            sitting: As it was chosen, or as it was left.
            engines: What to work with.
        """
        self._sitting = sitting
        self._engines = engines
        self._lock = threading.RLock()
        self._judging = threading.Lock()
        self._to_judge = 0

    @property
    def sitting(self) -> Sitting:
        """As it stands."""
        return self._sitting

    @property
    def to_judge(self) -> int:
        """Answers that were taken and are not judged yet."""
        return self._to_judge

    def rubric(self) -> Rubric | None:
        """Give the question to ask now; None where all are done.

        A question that has left the bank meanwhile is passed.

        Raises:
            HistoryError: The history could not be written.
        """
        with self._lock:
            while (ask := self._sitting.current) is not None:
                try:
                    rubric = self._engines.bank.get(ask.question_id)
                except RubricError:
                    self._keep(self._sitting.settle(replace(ask, skipped=True)))
                else:
                    return self._short(rubric)
        return None

    def begin(self) -> None:
        """Keep the sitting, so that it can be gone on with from here.

        Raises:
            HistoryError: The history could not be written.
        """
        self._keep(self._sitting)

    def skip(self) -> None:
        """Pass the question.

        Raises:
            HistoryError: The history could not be written.
        """
        with self._lock:
            ask = self._sitting.current
            if ask is not None:
                self._keep(self._sitting.settle(replace(ask, skipped=True)))

    def take(self, given: Given) -> None:
        """Note the answer to the question that is asked now, before it is judged.

        Raises:
            HistoryError: The history could not be written.
        """
        with self._lock:
            self._keep(self._sitting.settle(Ask(given.rubric.id, attempt_id=given.attempt_id)))
            self._to_judge += 1

    def judge(self, given: Given) -> Iterator[Step]:
        """Judge an answer that was taken, and keep it; then decide whether it is followed up. One is judged at a time.

        Yields:
            What `assess` does.

        Raises:
            CoachError: As `assess`.
        """
        try:
            with self._judging:
                for step in assess(given.rubric, given.answer, self._engines, given.attempt_id, given.answered_at):
                    if isinstance(step, Finished):
                        self._follow_up(given, step.attempt)
                    yield step
        finally:
            with self._lock:
                self._to_judge -= 1

    def end(self) -> Sitting:
        """Bring the sitting to its end.

        Raises:
            HistoryError: The history could not be written.
        """
        with self._lock:
            if self._sitting.ended_at is None:
                self._keep(replace(self._sitting, ended_at=self._engines.now()))
            return self._sitting

    def _follow_up(self, given: Given, attempt: Attempt) -> None:
        """Ask what digs deepest next, unless enough was asked about the question."""
        with self._lock:
            question_id = given.rubric.follows or given.rubric.id
            asked = [ask.question_id for ask in self._sitting.asks if ask.is_follow_up]
            about = [each for each in asked if each.startswith(f"{question_id}/")]
            most = FOLLOW_UPS[self._sitting.difficulty] if self._sitting.kind is SittingKind.MOCK else 0
            if given.rubric.follows or len(about) >= most:
                return
            rubric = self._engines.bank.get(question_id)
            wanted = [rubric.dig(each).id for each in choose_follow_ups(rubric, attempt)]
            for follow_up in reversed([each for each in wanted if each not in asked][: most - len(about)]):
                self._keep(self._sitting.dig(given.attempt_id, follow_up))

    def _short(self, rubric: Rubric) -> Rubric:
        """Give a question the time that the sitting gives it."""
        if self._sitting.kind is SittingKind.MOCK:
            return rubric
        return replace(rubric, seconds=(min(rubric.seconds[0], RAPID_SECONDS / 2), RAPID_SECONDS))

    def _keep(self, sitting: Sitting) -> None:
        with self._lock:
            self._engines.history.save_sitting(sitting)
            self._sitting = sitting
