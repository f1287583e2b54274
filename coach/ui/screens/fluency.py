"""One minute on a question, with a tone at each filler."""

from functools import partial

from coach.domain.rubric import Rubric
from coach.practice.engines import Engines
from coach.practice.filler_watch import TONE_RATE, FillerWatch, filler_tone
from coach.ui import messages
from coach.ui.habits import Habits
from coach.ui.phases import Phase
from coach.ui.phrases import count
from coach.ui.screens.practice import PracticeScreen
from coach.ui.widgets.top_line import TopLine

MINUTE = 60.0
"""Seconds."""


class FluencyScreen(PracticeScreen):
    """A question to speak about for a minute; what counts is how."""

    def __init__(self, engines: Engines, rubric: Rubric, habits: Habits) -> None:
        """Put a question.

        Args:
            engines: What to work with.
            rubric: The question.
            habits: How to put it.
        """
        super().__init__(engines, rubric, habits, limit=MINUTE)
        self._watch = FillerWatch(engines.settings.delivery.lists)
        self._tone = filler_tone()

    def _title(self) -> str:
        return "One minute without fillers"

    def _tick(self) -> None:
        super()._tick()
        if self._phase is not Phase.RECORDING or self.take is None:
            return
        so_far = self.take.words_so_far()
        if self._watch.look(so_far.settled + so_far.unsettled):
            self.errand("tone", partial(self._engines.speaker.play, self._tone, TONE_RATE))
        self.query_one(TopLine).fact = count(self._watch.fillers, "filler")

    def on_recording_began(self) -> None:
        """Count from the beginning, also when the answer is started over."""
        self._watch = FillerWatch(self._engines.settings.delivery.lists)

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Go on in silence where no tone can be played; the count is shown all the same."""
        if message.errand == "tone":
            message.prevent_default()
