"""How a question is put: read aloud, muted, with hints; what is done with it stays open."""

from functools import partial

from coach.domain.rubric import Rubric
from coach.practice.engines import Engines
from coach.ui import messages
from coach.ui.habits import Habits, change_thinking, switch_captions, switch_voice
from coach.ui.hints import Hints
from coach.ui.phases import SPEAKING, Phase
from coach.ui.reader import Reader
from coach.ui.screens.coach_screen import CoachScreen
from coach.ui.widgets.hint_line import HintLine
from coach.ui.widgets.live_view import LiveView


class AskingScreen(CoachScreen[None]):
    """A question that is put in the way that the user is used to; needs a `LiveView` and a `HintLine`."""

    def __init__(self, engines: Engines, rubric: Rubric, habits: Habits) -> None:
        """Prepare to ask.

        Args:
            engines: What to work with.
            rubric: The question.
            habits: How to put it.
        """
        super().__init__()
        self._engines = engines
        self._rubric = rubric
        self._habits = habits
        self._phase = Phase.READY
        self._reader = Reader(engines.voice, engines.speaker, rubric.to_say)
        self._hints = Hints(rubric)

    def _enter(self, phase: Phase) -> None:
        """Go on to another phase."""
        raise NotImplementedError

    def _question_over(self) -> None:
        """The question was put; go on to what follows."""
        raise NotImplementedError

    def action_repeat(self) -> None:
        """Read the question aloud, again if need be."""
        if self._habits.muted:
            self._question_over()
            return
        wish = self._reader.want()
        self._enter(Phase.READING)
        self.errand("voice", partial(self._read_aloud, wish))

    def _read_aloud(self, wish: int) -> None:
        if self._reader.read(wish):
            self.post_message(messages.QuestionSpoken(wish))

    def on_question_spoken(self, message: messages.QuestionSpoken) -> None:
        """The voice speaks; where nobody waits for it any more it has been stopped."""
        if self._reader.wanted(message.wish):
            self._reader.speaking = True
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

    def action_hint(self) -> None:
        """Show the topic words of one more key point; the attempt remembers it."""
        self._hints.reveal()
        self.query_one(HintLine).show_hints(self._hints.text)

    def action_think(self) -> None:
        """Choose another thinking time."""
        self._choose(*change_thinking(self._habits))
        if self._phase in {Phase.THINKING, Phase.READY}:
            self._question_over()

    def _choose(self, habits: Habits, said: str) -> None:
        self._habits = habits
        self.tell(said)
        self.post_message(messages.HabitsChanged(habits))
