"""One question: hear it, think, answer aloud."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from coach.domain.rubric import Rubric
from coach.practice.ahead import begin_take
from coach.practice.attempt_id import new_attempt_id
from coach.practice.clock import limit_for, thinking_left
from coach.practice.engines import Engines
from coach.practice.take import Take
from coach.report.moments import clock
from coach.ui import messages
from coach.ui.habits import Habits
from coach.ui.pending import Pending
from coach.ui.phases import ALLOWED, WORDS, Phase
from coach.ui.plain import plain
from coach.ui.screens.asking import AskingScreen
from coach.ui.screens.coach_screen import HELP
from coach.ui.screens.confirm import ConfirmScreen
from coach.ui.widgets.hint_line import HintLine
from coach.ui.widgets.live_view import LiveView
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.stage import describe_window
from coach.ui.widgets.take_notice import describe_take, why_over, worth_asking
from coach.ui.widgets.top_line import TopLine

TICK_SECONDS = 0.1
"""How often clock, level and voice are looked at."""


class PracticeScreen(AskingScreen):
    """The question, the stage, and what is worth saying about the recording."""

    # The line of the warning is kept free, so that nothing moves when one comes or goes.
    DEFAULT_CSS = """
    PracticeScreen > #said { display: block; min-height: 1; visibility: hidden; }
    PracticeScreen > #said.-said { visibility: visible; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "start", "Start", id="practice.answer"),
        Binding("space", "stop", "Stop", id="practice.answer"),
        Binding("h", "hint", "Hint", id="practice.hint"),
        Binding("r", "repeat", "Repeat", id="practice.repeat"),
        Binding("x", "start_over", "Start over", id="practice.start_over"),
        Binding("escape", "back", "Back", id="practice.leave"),
        Binding("escape", "abandon", "Abandon", id="practice.leave"),
        Binding("m", "mute", "Mute", id="practice.mute"),
        Binding("c", "think", "Think time", id="practice.think"),
        Binding("t", "type", "Type", id="practice.type"),
        Binding("w", "captions", "Captions", id="practice.captions"),
        Binding("q", "app.leave", "Quit", show=False, id="practice.quit"),
        HELP,
    ]

    def __init__(
        self, engines: Engines, rubric: Rubric, habits: Habits, banner: str = "", limit: float | None = None
    ) -> None:
        """Put a question.

        Args:
            engines: What to work with.
            rubric: The question.
            habits: How to put it.
            banner: One line to show above all; empty for none.
            limit: Seconds after which recording stops by itself; None takes that of the settings.
        """
        super().__init__(engines, rubric, habits)
        self._banner = banner
        self._limit = limit or limit_for(rubric.seconds, engines.settings.recording.limit_seconds)
        self.take: Take | None = None
        self._attempt_id = ""
        self._began = engines.now()

    def body(self) -> ComposeResult:
        """The question, the stage below it."""
        window = self._rubric.seconds
        yield TopLine(self._title(), describe_window(window, self._limit))
        yield Notice(self._banner, id="banner")
        with Vertical(classes="centre"):
            yield Static(plain(self._rubric.question, "bold"), markup=False, classes="question")
            yield HintLine()
            yield LiveView(window, self._limit, self._engines.settings.delivery, captions=self._habits.captions)
        yield Notice(id="said")

    def _title(self) -> str:
        """Say what this is part of."""
        if self._rubric.follows:
            return f"{self._rubric.topic or 'Practice'}, follow-up"
        return self._rubric.topic or "Practice"

    def on_mount(self) -> None:
        """Read the question aloud, then go on."""
        self.set_interval(TICK_SECONDS, self._tick)
        self.action_repeat()

    def on_unmount(self) -> None:
        """Leave neither voice nor microphone on."""
        self._reader.hush()
        if self.take is not None:
            self.take.stop()

    @property
    def would_be_lost(self) -> str:
        """An answer that is being recorded."""
        kept = "The demonstration keeps nothing." if self._banner else "The recording is offered at the next start."
        return f"Quit while recording? {kept}" if self._phase is Phase.RECORDING else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense now."""
        return action not in ALLOWED or self._phase in ALLOWED[action]

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        if phase is not Phase.READING:
            self._reader.hush()
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        live = self.query_one(LiveView)
        if self._phase is Phase.THINKING:
            left = thinking_left(self._began, self._engines.now(), self._habits.thinking_seconds)
            live.wait("Think", "recording starts by itself, Space starts it now", clock(left))
            if left == 0:
                self.action_start()
        elif self._phase is Phase.RECORDING and self.take is not None:
            live.record(self.take)
        elif self._phase in WORDS:
            live.wait(*WORDS[self._phase])

    def _tick(self) -> None:
        if self._phase is Phase.READING and self._reader.over:
            self._question_over()
        elif self._phase is Phase.THINKING:
            self._show()
        elif self._phase is Phase.RECORDING and self.take is not None:
            self._show()
            describe_take(self.query_one("#said", Notice), self.take)
            if reason := why_over(self.take, self._limit):
                self._finish(reason)

    def _question_over(self) -> None:
        self._began = self._engines.now()
        self._enter(Phase.THINKING if self._habits.thinking_seconds else Phase.READY)

    def action_type(self) -> None:
        """Answer by typing instead."""
        self._reader.hush()
        self.post_message(messages.TypingChosen(self._rubric.id))

    def action_start(self) -> None:
        """Open the microphone and record."""
        self._began = self._engines.now()
        self._attempt_id = new_attempt_id(self._began)
        self.take = begin_take(self._attempt_id, self._rubric, self._engines)
        self.query_one("#said", Notice).say("")
        self._enter(Phase.STARTING)
        self.errand("microphone", partial(self._open, self.take))

    def _open(self, take: Take) -> None:
        take.start()
        if self.is_attached and take is self.take:
            self.post_message(messages.RecordingBegan())
        else:
            take.abandon()

    def on_recording_began(self) -> None:
        """Sound comes in."""
        self._enter(Phase.RECORDING)

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Go on without the voice; without a microphone say what can be done."""
        message.prevent_default()
        self.query_one("#said", Notice).say_error(message.error, Weight.WARNING)
        if message.errand == "voice" and self._phase is Phase.READING:
            self._question_over()
        elif message.errand == "microphone":
            self.take = None
            self._enter(Phase.READY)

    def action_stop(self) -> None:
        """End the answer and have it assessed."""
        self._finish("")

    def _finish(self, notice: str) -> None:
        if self.take is not None:
            self.take.stop()
            self._enter(Phase.DONE)
            pending = Pending(self._rubric, self.take, self._attempt_id, self._began, notice, self._hints.used)
            self._hand_on(pending)

    def _hand_on(self, pending: Pending) -> None:
        """Have the answer assessed."""
        self.post_message(messages.AnswerGiven(pending))

    def action_start_over(self) -> None:
        """Drop what was recorded and begin again."""
        self._drop()
        self.tell("Started over. The recording was dropped.")
        self._question_over()

    def action_abandon(self) -> None:
        """Give the answer up, after a question where something would be lost."""
        if self.take is not None and worth_asking(self.take):
            question = "Give this answer up? What you said is deleted."
            self.app.push_screen(ConfirmScreen(question, yes="Give it up", no="Go on recording"), self._leave)
        else:
            self._leave(True)

    def _leave(self, sure: bool | None) -> None:
        if sure and self._phase is not Phase.DONE:
            self._drop()
            self.dismiss()

    def _drop(self) -> None:
        if self.take is not None:
            take, self.take = self.take, None
            self.errand("abandon", take.abandon)

    def action_back(self) -> None:
        """Go back; nothing is recorded yet."""
        self._drop()
        self.dismiss()
