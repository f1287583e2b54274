"""One question: hear it, think, answer aloud."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from coach.domain.rubric import Rubric
from coach.errors import CoachError
from coach.practice.ahead import begin_live_answer
from coach.practice.answers import GivenAnswer, new_attempt_id
from coach.practice.clock import thinking_left
from coach.practice.engines import Engines
from coach.practice.habits import Habits, change_thinking, follow, switch_calm, switch_captions, switch_voice
from coach.practice.hints_given import Hints
from coach.practice.live_answer import LiveAnswer
from coach.practice.narrator import Narrator
from coach.ui import messages
from coach.ui.lines import plain
from coach.ui.occasions import Occasion, Phase
from coach.ui.page import HELP, Page, TopLine
from coach.ui.screens.dialogs import ConfirmScreen
from coach.ui.widgets.live_view import LiveView, describe_live, why_over, worth_asking
from coach.ui.widgets.notice import HintLine, Notice, Severity
from coach.ui.widgets.stage import describe_window
from coach.wording import clock

WORDS: Mapping[Phase, tuple[str, str]] = {
    Phase.READING: ("The voice is being prepared", "Space starts your answer"),
    Phase.READY: ("Ready", "press Space and answer aloud"),
    Phase.STARTING: ("The microphone is being opened", ""),
    Phase.DONE: ("Stopped", ""),
}
"""What is going on, and what to do, where nothing more is to be said."""

SPEAKING = ("The question is read aloud", "Space starts your answer")
"""The same for READING, once the voice speaks."""

TICK_SECONDS = 0.1
"""How often clock, level and voice are looked at."""


_IN_TURNS = frozenset({"start", "stop", "back", "abandon", "pause", "pause_drill"})
"""Actions that share a key with another one: where one is out of reach, the key is the other's."""


class PracticeScreen(Page[None]):
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
        Binding("z", "calm", "Calm", id="practice.calm"),
        Binding("w", "captions", "Captions", id="practice.captions"),
        Binding("q", "app.leave", "Quit", show=False, id="practice.quit"),
        HELP,
        Binding("n", "skip", "Skip", id="interview.pass"),
        Binding("escape", "pause", "Pause the interview", id="interview.pause"),
        Binding("escape", "pause_drill", "Pause the drill", id="interview.pause"),
    ]

    def __init__(self, engines: Engines, rubric: Rubric, habits: Habits, occasion: Occasion, banner: str = "") -> None:
        """Put a question.

        Args:
            engines: What to work with.
            rubric: The question.
            habits: How to put it.
            occasion: What it is put for.
            banner: One line to show above all; empty for none.
        """
        super().__init__(engines)
        self._rubric = rubric
        self._occasion = occasion
        self._habits = habits if occasion.thinking is None else replace(habits, thinking_seconds=occasion.thinking)
        self._banner = banner
        self._phase = Phase.READY
        self._narrator = Narrator(engines.voice, lambda: self._engines.speaker)
        self._hints = Hints(rubric, engines.bank.rubrics)
        self.live: LiveAnswer | None = None
        self._attempt_id = ""
        self._began = engines.now()

    def body(self) -> ComposeResult:
        """The question, the stage below it."""
        window = self._rubric.seconds
        limit = self._occasion.limit
        yield TopLine(self._occasion.title, describe_window(window, limit))
        yield Notice(self._banner, id="banner")
        with Vertical(classes="centre"):
            yield Static(plain(self._rubric.question, "bold"), markup=False, classes="question")
            yield HintLine()
            habits = self._habits
            delivery = self._engines.settings.delivery
            yield LiveView(window, limit, delivery, captions=habits.captions, calm=habits.calm)
        yield Notice(id="said")

    def on_mount(self) -> None:
        """Read the question aloud, then go on."""
        self.set_interval(TICK_SECONDS, self._tick)
        self.action_repeat()

    def on_unmount(self) -> None:
        """Leave neither voice nor microphone on."""
        self._narrator.hush()
        if self.live is not None:
            self.live.stop()

    def work_with(self, engines: Engines, changed: str) -> None:
        """Go by changed settings from now on; an answer that is being recorded is heard as it was begun."""
        super().work_with(engines, changed)
        habits = follow(self._habits, engines.settings, changed)
        if self._occasion.thinking is not None:
            habits = replace(habits, thinking_seconds=self._occasion.thinking)
        self._habits = habits
        for view in self.query(LiveView):
            view.show_captions(habits.captions)
            view.show_calm(habits.calm)
            view.show_measures(engines.settings.delivery)
        if habits.muted and self._phase is Phase.READING:
            self._question_over()

    @property
    def would_be_lost(self) -> str:
        """An answer that is being recorded."""
        return self._occasion.lost if self._phase is Phase.RECORDING else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense now."""
        if action == "captions" and self._habits.calm:
            return None
        offers = self._occasion.offers
        if action not in offers or self._phase in offers[action]:
            return True
        return None if offers[action] and action not in _IN_TURNS else False

    def why_not(self, binding: Binding) -> str:
        """Say when the key does something."""
        if binding.action == "captions":
            return "Calm leaves the captions out. Z brings them back."
        recording = Phase.RECORDING in self._occasion.offers.get(binding.action, ())
        when = "only while you record" if recording else "only before the recording"
        return f"“{binding.description}” works {when}."

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        if phase is not Phase.READING:
            self._narrator.hush()
        if phase is Phase.RECORDING:
            self._occasion.begin()
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        live = self.query_one(LiveView)
        if self._phase is Phase.THINKING:
            left = thinking_left(self._began, self._engines.now(), self._habits.thinking_seconds)
            live.wait("Think", "recording starts by itself, Space starts it now", clock(left))
            if left == 0:
                self.action_start()
        elif self._phase is Phase.RECORDING and self.live is not None:
            live.record(self.live)
        elif self._phase in WORDS:
            live.wait(*self._occasion.words.get(self._phase, WORDS[self._phase]))

    def _tick(self) -> None:
        if self._phase is Phase.READING and self._narrator.over:
            self._question_over()
        elif self._phase is Phase.THINKING:
            self._show()
        elif self._phase is Phase.RECORDING and self.live is not None:
            self._show()
            describe_live(self.query_one("#said", Notice), self.live)
            reason = why_over(self.live, self._occasion.limit)
            if reason or not self.live.running:
                self._finish(reason)
            else:
                self._occasion.listen(self, self.live)

    def action_repeat(self) -> None:
        """Read the question aloud, again if need be."""
        if self._habits.muted:
            self._question_over()
            return
        wish = self._narrator.want()
        self._enter(Phase.READING)
        self.errand("voice", partial(self._read_aloud, wish))

    def _read_aloud(self, wish: int) -> None:
        if self._narrator.read(self._rubric.to_say, wish):
            self.post_message(messages.QuestionSpoken(wish))

    def on_question_spoken(self, message: messages.QuestionSpoken) -> None:
        """The voice speaks; where nobody waits for it any more it has been stopped."""
        if self._narrator.wanted(message.wish):
            self._narrator.speaking = True
            self.query_one(LiveView).wait(*SPEAKING)

    def action_mute(self) -> None:
        """Read no question aloud, or read them again."""
        self._choose(*switch_voice(self._habits))
        if self._habits.muted and self._phase is Phase.READING:
            self._question_over()

    def action_captions(self) -> None:
        """Show words while they are heard, or no longer."""
        self._choose(*switch_captions(self._habits))
        self.query_one(LiveView).show_captions(self._habits.captions)

    def action_calm(self) -> None:
        """Show only the clock and the question, from now on, or everything again."""
        self._choose(*switch_calm(self._habits))
        self.query_one(LiveView).show_calm(self._habits.calm)
        self.refresh_bindings()
        if not self._banner:  # the demonstration keeps nothing
            self.change_setting("screen", "calm", self._habits.calm)

    def action_hint(self) -> None:
        """Show the topic words of one more key point; the attempt remembers it."""
        self._hints.reveal()
        self.query_one(HintLine).show_hints(self._hints.text)

    def action_think(self) -> None:
        """Choose another thinking time."""
        self._choose(*change_thinking(self._habits))
        if self._phase in {Phase.THINKING, Phase.READY} and not self._occasion.by_itself:
            self._question_over()

    def _choose(self, habits: Habits, said: str) -> None:
        self._habits = habits
        self.tell(said)
        self.post_message(messages.HabitsChanged(habits))

    def _question_over(self) -> None:
        self._began = self._engines.now()
        if self._occasion.by_itself:
            self.action_start()
        else:
            self._enter(Phase.THINKING if self._habits.thinking_seconds else Phase.READY)

    def action_type(self) -> None:
        """Answer by typing instead."""
        self._narrator.hush()
        self.post_message(messages.TypingChosen(self._rubric.id))

    def action_start(self) -> None:
        """Open the microphone and record."""
        self._began = self._engines.now()
        self._attempt_id = new_attempt_id(self._began)
        self.live = begin_live_answer(self._attempt_id, self._rubric, self._engines)
        if not self._occasion.by_itself:
            self.query_one("#said", Notice).say("")
        self._enter(Phase.STARTING)
        self.errand("microphone", partial(self._open, self.live))

    def _open(self, live: LiveAnswer) -> None:
        live.start()
        if self.is_attached and live is self.live:
            self.post_message(messages.RecordingBegan())
        else:
            live.abandon()

    def on_recording_began(self) -> None:
        """Sound comes in."""
        self._enter(Phase.RECORDING)

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Go on without the voice; without a microphone say what can be done."""
        if self._occasion.failed(self, errand, error):
            return
        self.query_one("#said", Notice).say_error(error, Severity.WARNING)
        if errand == "voice" and self._phase is Phase.READING:
            self._question_over()
        elif errand == "microphone":
            self.live = None
            self._enter(Phase.READY)

    def action_stop(self) -> None:
        """End the answer and have it assessed."""
        self._finish("")

    def _finish(self, notice: str) -> None:
        if self.live is not None:
            self.live.stop()
            self._enter(Phase.DONE)
            given = GivenAnswer(self._rubric, self.live, self._attempt_id, self._began, notice, self._hints.used)
            self._occasion.answered(self, given)

    def action_skip(self) -> None:
        """Leave the question out."""
        self._enter(Phase.DONE)
        self._occasion.skipped(self)

    def action_start_over(self) -> None:
        """Drop what was recorded and begin again."""
        self._drop()
        self.tell("Started over. The recording was dropped.")
        self._question_over()

    def action_abandon(self) -> None:
        """Give the answer up, after a question where something would be lost."""
        if self.live is not None and worth_asking(self.live):
            question = "Discard this answer? What you said is deleted."
            self.app.push_screen(ConfirmScreen(question, yes="Discard it", no="Keep recording"), self._leave)
        else:
            self._leave(True)

    def action_pause(self) -> None:
        """Leave the interview; it can be resumed later."""
        self._pause("interview")

    def action_pause_drill(self) -> None:
        """Leave the drill; it can be resumed later."""
        self._pause("drill")

    def _pause(self, what: str) -> None:
        recording = self._phase is Phase.RECORDING
        lost = " What you have said to this question is deleted; it is asked again." if recording else ""
        question = f"Pause the {what} here? You can resume it later, from the same question.{lost}"
        self.app.push_screen(ConfirmScreen(question, yes="Pause", no="Continue"), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure and self._phase is not Phase.DONE:
            self._drop()
            self.dismiss()

    def _drop(self) -> None:
        if self.live is not None:
            live, self.live = self.live, None
            self.errand("abandon", live.abandon)

    def action_back(self) -> None:
        """Go back; nothing is recorded yet."""
        self._drop()
        self.dismiss()
