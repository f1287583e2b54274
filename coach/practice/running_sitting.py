"""A sitting while it runs: what is asked now, and what an answer leads to."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from coach.domain.attempt import Attempt
from coach.domain.rubric import Rubric, asked_question
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.errors import CoachError, RubricError
from coach.practice.answers import GivenAnswer
from coach.practice.assess import Finished, Step, assess, keep_rest
from coach.practice.engines import Engines
from coach.practice.mock import FOLLOW_UPS, RAPID_SECONDS
from coach.practice.next_question import choose_follow_ups
from coach.practice.unfinished import where_kept


class RunningSitting:
    """Goes from question to question; every step is on disk before the next, so that it can be resumed.

    Its methods may be called from any thread.
    """

    def __init__(self, sitting: Sitting, engines: Callable[[], Engines]) -> None:
        """Go on with a sitting, new or interrupted.

        Args:
            sitting: As it was chosen, or as it was left.
            engines: Gives what to work with at the moment.
        """
        self._sitting = sitting
        self._engines = engines
        self._lock = threading.RLock()
        self._one_at_a_time = threading.Lock()
        self._to_assess = 0

    @property
    def sitting(self) -> Sitting:
        """As it stands."""
        return self._sitting

    @property
    def to_assess(self) -> int:
        """Answers that were noted and are not judged yet."""
        return self._to_assess

    def rubric(self) -> Rubric | None:
        """Return the question to ask now; None where all are done.

        A question that has left the bank meanwhile is skipped.

        Raises:
            HistoryError: The history could not be written.
        """
        with self._lock:
            while (ask := self._sitting.current) is not None:
                try:
                    rubric = self._engines().bank.get(ask.question_id)
                except RubricError:
                    self._keep(self._sitting.settle(replace(ask, skipped=True)))
                else:
                    return self._short(rubric)
        return None

    def advance(self, *, begin: bool = False) -> Rubric | None:
        """Go on to the question to ask now; where all are done, end the sitting and return None.

        Args:
            begin: Whether it begins, or is resumed: it is kept first, so that it can be resumed from here.

        Raises:
            HistoryError: The history could not be written.
        """
        if begin:
            self.begin()
        rubric = self.rubric()
        if rubric is None:
            self.end()
        return rubric

    def begin(self) -> None:
        """Keep the sitting, so that it can be resumed from here.

        Raises:
            HistoryError: The history could not be written.
        """
        self._keep(self._sitting)

    def skip(self) -> None:
        """Skip the question.

        Raises:
            HistoryError: The history could not be written.
        """
        with self._lock:
            ask = self._sitting.current
            if ask is not None:
                self._keep(self._sitting.settle(replace(ask, skipped=True)))

    def note_answer(self, given: GivenAnswer) -> None:
        """Note the answer to the question that is asked now, before it is judged.

        Raises:
            HistoryError: The history could not be written.
        """
        with self._lock:
            self._keep(self._sitting.settle(Ask(given.rubric.id, attempt_id=given.attempt_id)))
            self._to_assess += 1

    def assess(self, given: GivenAnswer) -> Iterator[Step]:
        """Assess an answer that was noted, and keep it; then decide whether it is followed up. One is judged at a time.

        Yields:
            What `assess` does.

        Raises:
            CoachError: As `assess`.
        """
        try:
            with self._one_at_a_time:
                for step in assess(given, self._engines()):
                    if isinstance(step, Finished):
                        self._follow_up(given, step.attempt)
                    yield step
        finally:
            with self._lock:
                self._to_assess -= 1

    def settle_answer(self, given: GivenAnswer, noted: Callable[[], None] = lambda: None) -> str:
        """Note an answer, judge it, and keep it with its sound; blocks.

        Args:
            given: The answer to the question that is asked now.
            noted: Called once it is noted and before it is judged: the next question may be put.

        Returns:
            What is wrong with its sound, which the disk may have had no room for; empty where nothing is.

        Raises:
            CoachError: It could not be judged or kept; the hint says where it is now.
        """
        attempt = None
        try:
            self.note_answer(given)
            noted()
            for step in self.assess(given):
                if isinstance(step, Finished):
                    attempt = step.attempt
        except CoachError as error:
            raise CoachError(error.message, f"{error.hint} {self._where_it_is(given)}".strip()) from error
        if attempt is None or not _seconds_unwritten(given) or not self._engines().settings.recording.keep_recordings:
            return ""
        return keep_rest(attempt, given.answer, self._engines(), saved=True).problem

    def _where_it_is(self, given: GivenAnswer) -> str:
        """Return where an answer is that was not saved; sound that is in memory only is tried once more."""
        given.answer.write_rest()
        if seconds := _seconds_unwritten(given):
            return f"{seconds:.0f} s of the recording are not on disk and are lost."
        kept = where_kept(self._engines().paths, given.attempt_id)
        return "Your answer is safe: it will be offered the next time coach starts." if kept else ""

    def end(self) -> Sitting:
        """Bring the sitting to its end.

        Raises:
            HistoryError: The history could not be written.
        """
        with self._lock:
            if self._sitting.ended_at is None:
                self._keep(replace(self._sitting, ended_at=self._engines().now()))
            return self._sitting

    def _follow_up(self, given: GivenAnswer, attempt: Attempt) -> None:
        """Ask what digs deepest next, unless enough was asked about the question."""
        with self._lock:
            question_id = given.rubric.follows or given.rubric.id
            asked = [ask.question_id for ask in self._sitting.asks if ask.is_follow_up]
            about = [each for each in asked if asked_question(each) == question_id]
            most = FOLLOW_UPS[self._sitting.difficulty] if self._sitting.kind is SittingKind.MOCK else 0
            if given.rubric.follows or len(about) >= most:
                return
            rubric = self._engines().bank.get(question_id)
            wanted = [rubric.dig(each).id for each in choose_follow_ups(rubric, attempt)]
            for follow_up in reversed([each for each in wanted if each not in asked][: most - len(about)]):
                self._keep(self._sitting.dig(given.attempt_id, follow_up))

    def _short(self, rubric: Rubric) -> Rubric:
        """Give a question the time that the sitting has for it."""
        if self._sitting.kind is SittingKind.MOCK:
            return rubric
        return replace(rubric, seconds=(min(rubric.seconds[0], RAPID_SECONDS / 2), RAPID_SECONDS))

    def _keep(self, sitting: Sitting) -> None:
        with self._lock:
            self._engines().history.save_sitting(sitting)
            self._sitting = sitting


def _seconds_unwritten(given: GivenAnswer) -> float:
    recording = given.answer.recording()
    return recording.seconds_unwritten if recording else 0.0
