"""One question of a mock interview or a drill: no feedback, the next one follows."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from coach.domain.rubric import Rubric
from coach.domain.sitting import SittingKind
from coach.errors import CoachError
from coach.practice.assess import Finished, keep_rest
from coach.practice.engines import Engines
from coach.practice.mock import RAPID_SECONDS
from coach.practice.running_sitting import Given, RunningSitting
from coach.practice.unfinished import where_kept
from coach.ui import messages
from coach.ui.habits import Habits
from coach.ui.pending import Pending
from coach.ui.phases import WAITING, Phase
from coach.ui.screens.confirm import ConfirmScreen
from coach.ui.screens.practice import PracticeScreen
from coach.ui.widgets.live_view import LiveView

RAPID_THINKING_SECONDS = 3
"""Between a question of a rapid-fire drill and its recording, which starts by itself."""

AWAY = ("hint", "type", "start_over", "think")
"""What practice offers and an interviewer does not."""


class InterviewScreen(PracticeScreen):
    """A question as an interviewer puts it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "pass_on", "Pass", id="interview.pass"),
        Binding("escape", "pause", "Pause the interview", id="interview.pause"),
    ]

    def __init__(self, engines: Engines, running: RunningSitting, rubric: Rubric, habits: Habits) -> None:
        """Put the question that is asked now.

        Args:
            engines: What to work with.
            running: The sitting.
            rubric: Its question, as it is asked.
            habits: How to put it.
        """
        rapid = running.sitting.kind is SittingKind.RAPID_FIRE
        thinking = RAPID_THINKING_SECONDS if rapid else 0
        super().__init__(
            engines, rubric, replace(habits, thinking_seconds=thinking), limit=RAPID_SECONDS if rapid else None
        )
        self._flow = running
        self._rapid = rapid

    def _title(self) -> str:
        sitting = self._flow.sitting
        place = "follow-up" if self._rubric.follows else f"question {sitting.number} of {sitting.questions}"
        return f"{sitting.kind.called}, {place}"

    @property
    def would_be_lost(self) -> str:
        """An answer that is being recorded."""
        if self._phase is Phase.RECORDING:
            return (
                "Quit while recording? The recording is offered at the next start; the interview can be gone on with."
            )
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what an interviewer would."""
        if action in AWAY or action in {"back", "abandon"}:
            return False
        if action == "pass_on":
            return self._phase in WAITING
        if action == "pause":
            return self._phase is not Phase.DONE
        return super().check_action(action, parameters)

    def _show(self) -> None:
        super()._show()
        if self._phase is Phase.READY:
            self.query_one(LiveView).wait("Take your time to think", "Space starts your answer, N passes")
        elif self._phase is Phase.DONE:
            self.query_one(LiveView).wait("Thank you", "the next question comes in a moment")

    def _hand_on(self, pending: Pending) -> None:
        given = Given(pending.rubric, pending.answer, pending.attempt_id, pending.answered_at)
        self.errand("judge", partial(self._judge, given))

    def _judge(self, given: Given) -> None:
        """Note the answer, and judge it while the interviewer waits; a rapid one is judged behind the next question."""
        app, attempt = self.app, None
        try:
            self._flow.take(given)
            if self._rapid:
                self.post_message(messages.NextAskWanted(self._flow))
            for step in self._flow.judge(given):
                if isinstance(step, Finished):
                    attempt = step.attempt
        except CoachError as error:
            raise CoachError(error.message, f"{error.hint} {self._where_it_is(given)}".strip()) from error
        app.post_message(messages.AttemptKept())
        if attempt is not None and self._in_memory(given) and self._engines.settings.recording.keep_recordings:
            problem = keep_rest(attempt, given.answer, self._engines, saved=True).problem
            if problem:
                hint = "Its words and verdicts are kept. Free some space before the next answer."
                app.post_message(messages.LateErrandFailed(CoachError(problem, hint)))
        if not self._rapid:
            self.post_message(messages.NextAskWanted(self._flow))

    def _where_it_is(self, given: Given) -> str:
        """Say where an answer is that was not saved; sound that is in memory only is tried once more."""
        given.answer.write_rest()
        if seconds := self._in_memory(given):
            return f"{seconds:.0f} s of the recording are not on disk and are lost."
        kept = where_kept(self._engines.paths, given.attempt_id)
        return "Your answer is safe: it is offered when coach starts next time." if kept else ""

    @staticmethod
    def _in_memory(given: Given) -> float:
        recording = given.answer.recording()
        return recording.seconds_in_memory if recording else 0.0

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Go on with the next question where an answer could not be judged; its recording stays."""
        if message.errand in {"judge", "pass"}:
            message.prevent_default()
            message.stop()
            self.tell_error(message.error)
            self.post_message(messages.NextAskWanted(self._flow))

    def action_pass_on(self) -> None:
        """Leave the question out."""
        self._enter(Phase.DONE)
        self.errand("pass", self._pass_on)

    def _pass_on(self) -> None:
        self._flow.skip()
        self.post_message(messages.NextAskWanted(self._flow))

    def action_pause(self) -> None:
        """Leave the interview; it can be gone on with later."""
        recording = self._phase is Phase.RECORDING
        lost = " What you have said to this question is deleted; it is asked again." if recording else ""
        ask = f"Pause here? You can go on with it later, from the same question.{lost}"
        self.app.push_screen(ConfirmScreen(ask, yes="Pause", no="Go on"), self._leave)
