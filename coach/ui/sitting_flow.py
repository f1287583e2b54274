"""From question to question of a mock interview or a drill, as far as the program is concerned."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from coach.errors import HistoryError
from coach.practice.ahead import prepare
from coach.practice.engines import Engines
from coach.ui import messages
from coach.ui.habits import Habits

if TYPE_CHECKING:
    from coach.practice.running_sitting import RunningSitting


class SittingFlow(App[None]):
    """The part of the program that leads through several questions."""

    engines: Engines

    @property
    def habits(self) -> Habits:
        """How questions are put."""
        raise NotImplementedError

    def open_above_home(self, screen: Screen[None]) -> None:
        """Show a screen above home, in place of all others."""
        raise NotImplementedError

    def behind(self, work: Callable[[], None]) -> None:
        """Run work in a thread that the program's end does not wait for."""
        raise NotImplementedError

    def on_fluency_chosen(self, message: messages.FluencyChosen) -> None:
        """Put a question to be spoken about for a minute, a tone at each filler."""
        from coach.ui.screens.fluency import FluencyScreen  # noqa: PLC0415 - not for the first screen to load

        rubric = self.engines.bank.get(message.question_id)
        self.open_above_home(FluencyScreen(self.engines, rubric, self.habits))
        self.behind(partial(prepare, rubric, self.engines))

    def on_sitting_chosen(self, message: messages.SittingChosen) -> None:
        """Begin a mock interview or a drill, or go on with one."""
        from coach.practice.running_sitting import RunningSitting  # noqa: PLC0415 - not for the first screen to load

        running = RunningSitting(message.sitting, self.engines)
        self.behind(partial(self._find_next, running, begin=True))

    def on_next_ask_wanted(self, message: messages.NextAskWanted) -> None:
        """Find out what comes next in a sitting that is not over."""
        if message.running.sitting.ended_at is None:
            self.behind(partial(self._find_next, message.running))

    def _find_next(self, running: "RunningSitting", *, begin: bool = False) -> None:
        """Go on in a sitting; what is to be kept reaches the history before anything is shown."""
        try:
            if begin:
                running.begin()
            rubric = running.rubric()
            if rubric is None:
                running.end()
        except HistoryError as error:
            self.post_message(messages.SittingFailed(error))
        else:
            self.post_message(messages.NextAskFound(running, rubric))

    def on_next_ask_found(self, message: messages.NextAskFound) -> None:
        """Put the next question of a sitting; after the last comes the debrief."""
        from coach.ui.screens.debrief import DebriefScreen  # noqa: PLC0415 - not for the first screen to load
        from coach.ui.screens.interview import InterviewScreen  # noqa: PLC0415

        running, rubric = message.running, message.rubric
        if rubric is None:
            self.open_above_home(DebriefScreen(self.engines, running.sitting.id, running))
        else:
            self.open_above_home(InterviewScreen(self.engines, running, rubric, self.habits))
            self.behind(partial(prepare, rubric, self.engines))

    def on_sitting_failed(self, message: messages.SittingFailed) -> None:
        """Let the screen say why a sitting cannot go on."""
        self.screen.post_message(messages.ErrandFailed("sitting", message.error))

    def on_debrief_chosen(self, message: messages.DebriefChosen) -> None:
        """Show what a sitting was worth."""
        from coach.ui.screens.debrief import DebriefScreen  # noqa: PLC0415 - not for the first screen to load

        self.push_screen(DebriefScreen(self.engines, message.sitting_id))
