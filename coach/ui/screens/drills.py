"""Short exercises: rapid fire, which can be resumed, explaining to somebody else, one minute without fillers."""

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
from coach.domain.sitting import Sitting, SittingKind
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.mock import RAPID_QUESTIONS, RAPID_SECONDS, plan_rapid_fire
from coach.ui import messages
from coach.ui.lines import Fitted, plain
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.phrases import resume
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


RAPID, FLUENT, SITTING = "rapid-fire", "filler-free", "sitting:"


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
        self._paused: tuple[Sitting, ...] = ()

    def body(self) -> ComposeResult:
        """The list."""
        yield TopLine("Drills", "N at a result goes on with another question" if self._rubric else "")
        yield ChoiceList()
        yield Notice()

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()
        self.query_one(ChoiceList).focus()

    def on_screen_resume(self) -> None:
        """Look for paused ones, at first and back from one."""
        self.errand("sittings", self._load)

    def _load(self) -> None:
        self.post_message(messages.SittingsLoaded(self._engines.history.sittings(SittingKind.RAPID_FIRE)))

    def on_sittings_loaded(self, message: messages.SittingsLoaded) -> None:
        """Offer paused ones first; one that is new here is what is wanted most likely."""
        before, self._paused = self._paused, tuple(each for each in message.sittings if each.ended_at is None)
        self._fill()
        if {each.id for each in self._paused} - {each.id for each in before}:
            self.query_one(ChoiceList).highlighted = 0

    def _fill(self) -> None:
        listed = self.query_one(ChoiceList)
        keep = listed.chosen_id
        rows = [Option(plain(resume(each), "$primary bold") + "\n", id=f"{SITTING}{each.id}") for each in self._paused]
        drills = list_drills(self._rubric.question) if self._rubric else ()
        rows += [Option(Fitted(partial(_describe, each)), id=each.id) for each in drills]
        listed.set_options(rows)
        ids = [option.id for option in rows]
        listed.highlighted = ids.index(keep) if keep in ids else (0 if rows else None)

    @on(ChoiceList.OptionSelected)
    def _selected(self) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        """Begin the highlighted drill, or resume it."""
        chosen = self.query_one(ChoiceList).chosen_id
        if chosen is None or self._rubric is None:
            return
        if chosen.startswith(SITTING):
            paused = next(each for each in self._paused if each.id == chosen.removeprefix(SITTING))
            self.post_message(messages.SittingChosen(paused))
        elif chosen == RAPID:
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
