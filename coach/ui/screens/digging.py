"""A screen that looks on from an answer: what an interviewer asks next, when its points come back, a story to keep."""

from collections.abc import Mapping
from functools import partial

from coach.domain.attempt import Attempt
from coach.errors import RubricError
from coach.practice.engines import Engines
from coach.practice.follow_ups import choose_follow_ups
from coach.practice.keep_story import keep_story, tells_story
from coach.practice.schedule import find_returns
from coach.ui import messages
from coach.ui.screens.revising import RevisingScreen
from coach.ui.widgets.result_page import ResultPage


class DiggingScreen(RevisingScreen):
    """Looks on from the attempt of a `ResultPage`."""

    def __init__(self, engines: Engines) -> None:
        """Prepare.

        Args:
            engines: What to work with.
        """
        super().__init__(engines)
        self._follow_up = ""
        self._story = False

    def look_on(self, returns: Mapping[str, str] | None = None) -> None:
        """Find out what follows from the attempt as it is now.

        Args:
            returns: When its points come back, one sentence by their ids; None has it looked up.
        """
        if self.attempt is not None:
            self._ask_on(self.attempt)
            if returns is None:
                self.errand("returns", self._find_returns)
            else:
                self.query_one(ResultPage).show_returns(returns)

    def _ask_on(self, attempt: Attempt) -> None:
        """Offer the follow-up that digs deepest."""
        bank = self._engines.bank
        self._story = tells_story(attempt, bank)
        try:
            rubric = bank.get(attempt.question_id)
        except RubricError:
            return
        found = choose_follow_ups(rubric, attempt)
        self._follow_up = rubric.dig(found[0]).id if found else ""
        self.query_one(ResultPage).show_follow_up(found[0].question if found else "")

    def _find_returns(self) -> None:
        now = self._engines.now()
        if self.attempt is not None:
            self.post_message(messages.ReturnsKnown(find_returns(self.attempt, self._engines.history, now)))

    def on_returns_known(self, message: messages.ReturnsKnown) -> None:
        """Say when each point comes back."""
        self.query_one(ResultPage).show_returns(message.returns)

    def on_attempt_revised(self, message: messages.AttemptRevised) -> None:
        """What was put right changes what comes back when, and what is asked next."""
        self.attempt = message.attempt
        self.look_on()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a follow-up where there is one, and to keep a story where one was told."""
        if action == "follow_up":
            return bool(self._follow_up)
        if action == "keep":
            return self._story
        return super().check_action(action, parameters)

    def action_follow_up(self) -> None:
        """Answer the follow-up."""
        self.post_message(messages.QuestionChosen(self._follow_up))

    def action_keep(self) -> None:
        """Make this answer the model answer of the question."""
        if self.attempt is not None:
            self.errand("keep", partial(self._keep, self.attempt))

    def _keep(self, attempt: Attempt) -> None:
        path = keep_story(attempt, self._engines.bank, self._engines.paths.rubrics)
        self.post_message(messages.RubricSaved(attempt.question_id))
        self.post_message(messages.StoryKept(path))

    def on_story_kept(self, message: messages.StoryKept) -> None:
        """Say where it is."""
        self.tell(f"Kept as your model answer in {message.path}. T changes it.")
