"""Short exercises: rapid fire, explaining to somebody else, one minute without fillers."""

import secrets
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from coach.domain.rubric import AUDIENCES, following_id
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.mock import RAPID_QUESTIONS, RAPID_SECONDS, plan_rapid_fire
from coach.ui import messages
from coach.ui.lines import Fitted, plain
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.widgets.notice import Notice
from coach.ui.widgets.row_list import ChoiceList


@dataclass(frozen=True, slots=True)
class Drill:
    """One exercise that can be chosen."""

    id: str
    """Names it."""
    title: str
    """What it is called."""
    says: str
    """What happens, in a sentence or two."""


RAPID, FLUENT = "rapid-fire", "filler-free"


def list_drills(question: str) -> tuple[Drill, ...]:
    """List the exercises.

    Args:
        question: The question that the ones about a question are about.
    """
    return (
        Drill(
            RAPID,
            "Rapid fire",
            f"{RAPID_QUESTIONS} concept questions at random, {RAPID_SECONDS:.0f} s each, recording starts by itself. "
            "One debrief at the end.",
        ),
        *(Drill(each.id, each.title, f"{each.says} About: {question}") for each in AUDIENCES),
        Drill(
            FLUENT,
            "One minute without fillers",
            f"Speak for a minute; a tone sounds at each filler as soon as it is heard. About: {question}",
        ),
    )


class DrillsScreen(Page[None]):
    """A list; Enter begins."""

    DEFAULT_CSS = "DrillsScreen ChoiceList { padding: 0 2; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        *common_keys("drills"),
    ]

    def __init__(self, engines: Engines, question_id: str) -> None:
        """Offer the drills.

        Args:
            engines: What to work with.
            question_id: The question that was highlighted; empty for the first one of the bank.
        """
        super().__init__(engines)
        rubrics = engines.bank.rubrics
        self._rubric = next((each for each in rubrics if each.id == question_id), rubrics[0] if rubrics else None)

    def body(self) -> ComposeResult:
        """The list."""
        yield TopLine("Drills", "N at a result goes on with another question" if self._rubric else "")
        yield ChoiceList()
        yield Notice()

    def on_mount(self) -> None:
        """Fill the list."""
        listed = self.query_one(ChoiceList)
        drills = list_drills(self._rubric.question) if self._rubric else ()
        listed.set_options(Option(Fitted(partial(_describe, each)), id=each.id) for each in drills)
        listed.highlighted = 0 if drills else None
        listed.focus()

    @on(ChoiceList.OptionSelected)
    def _selected(self) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        """Begin the highlighted drill."""
        chosen = self.query_one(ChoiceList).chosen_id
        if chosen is None or self._rubric is None:
            return
        if chosen == RAPID:
            try:
                sitting = plan_rapid_fire(self._engines.bank, self._engines.now(), secrets.randbits(32))
            except CoachError as error:
                self.query_one(Notice).say_error(error)
            else:
                self.post_message(messages.SittingChosen(sitting))
        elif chosen == FLUENT:
            self.post_message(messages.FluencyChosen(self._rubric.id))
        else:
            self.post_message(messages.QuestionChosen(following_id(self._rubric.id, chosen)))


def _describe(drill: Drill, width: int) -> Content:  # noqa: ARG001 - wraps by itself
    return plain(drill.title, "bold") + "\n" + plain(drill.says, "$quiet") + "\n"
