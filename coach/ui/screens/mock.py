"""Mock interviews: choose rounds, length and difficulty; resume an interrupted one; look at those before."""

import secrets
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.domain.rubric import ELSEWHERE, round_name
from coach.domain.sitting import Sitting, SittingKind
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.mock import Choice, known_rounds, plan_mock
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.phrases import resume
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.row_list import ChoiceList
from coach.wording import count, day_and_time

NAME_WIDTH = 12
BEGIN, LENGTH, DIFFICULTY, ROUND, SITTING = "begin", "length", "difficulty", "round:", "sitting:"


class MockScreen(Page[None]):
    """Rows to choose with Enter; the last one begins."""

    DEFAULT_CSS = """
    MockScreen {
        ChoiceList { padding: 0 2; }
        #elsewhere { padding: 0 2; height: auto; color: $quiet; }
    }
    """

    FAILURES_IN_PLACE = Severity.ERROR

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "begin", "Start", id="mock.begin"),
        Binding("left", "step(-1)", "Less", show=False, id="mock.less"),
        Binding("right", "step(1)", "More", show=False, id="mock.more"),
        *common_keys("mock"),
    ]

    def __init__(self, engines: Engines, choice: Choice | None = None) -> None:
        """Offer a mock interview.

        Args:
            engines: What to work with.
            choice: What is chosen at first; None for all rounds.
        """
        super().__init__(engines)
        self._rounds = known_rounds(engines.bank)
        self._choice = choice or Choice(rounds=self._rounds)
        self._sittings: tuple[Sitting, ...] = ()

    def body(self) -> ComposeResult:
        """The rows, and what is not asked here."""
        yield TopLine("Mock interview", "asked aloud, no feedback until the end")
        yield ChoiceList()
        yield Static(plain(ELSEWHERE), id="elsewhere", markup=False)
        yield Notice()

    def on_mount(self) -> None:
        """Show the rows."""
        self._fill()
        self.query_one(ChoiceList).focus()

    def on_screen_resume(self) -> None:
        """Look for earlier ones, at first and back from a debrief."""
        self.errand("sittings", self._load)

    def _load(self) -> None:
        self.post_message(messages.SittingsLoaded(self._engines.history.sittings(SittingKind.MOCK)))

    def on_sittings_loaded(self, message: messages.SittingsLoaded) -> None:
        """Show earlier ones below."""
        first = not self._sittings
        self._sittings = message.sittings
        self._fill()
        if first and any(each.ended_at is None for each in self._sittings):
            self.query_one(ChoiceList).highlighted = 0

    def _fill(self) -> None:
        listed = self.query_one(ChoiceList)
        keep = listed.chosen_id
        open_ones = [each for each in self._sittings if each.ended_at is None]
        rows = [Option(Fitted(partial(_sitting_row, each)), id=f"{SITTING}{each.id}") for each in open_ones]
        rows += [
            Option(
                Fitted(partial(_choice_row, "round", round_name(each), chosen=each in self._choice.rounds)),
                id=ROUND + each,
            )
            for each in self._rounds
        ]
        rows += [
            Option(Fitted(partial(_choice_row, "length", f"{self._choice.minutes:g} minutes")), id=LENGTH),
            Option(Fitted(partial(_choice_row, "difficulty", self._choice.difficulty.value)), id=DIFFICULTY),
            Option(Content.styled("▶ Start a new interview", "$primary bold"), id=BEGIN),
        ]
        ended = [each for each in self._sittings if each.ended_at is not None]
        if ended:
            rows.append(Option(Content.assemble("\n", ("Earlier ones", "$primary bold")), disabled=True))
        rows += [Option(Fitted(partial(_sitting_row, each)), id=f"{SITTING}{each.id}") for each in ended]
        listed.set_options(rows)
        ids = [option.id for option in rows]
        listed.highlighted = ids.index(keep) if keep in ids else ids.index(BEGIN)

    @on(ChoiceList.OptionSelected)
    def _selected(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Do what the row says."""
        chosen = self.query_one(ChoiceList).chosen_id or ""
        if chosen.startswith(SITTING):
            sitting = next(each for each in self._sittings if each.id == chosen.removeprefix(SITTING))
            if sitting.ended_at is None:
                self.post_message(messages.SittingChosen(sitting))
            else:
                self.post_message(messages.DebriefChosen(sitting.id))
        elif chosen == BEGIN:
            self.action_begin()
        else:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        """Change the row: a round in or out, the next length or difficulty."""
        chosen = self.query_one(ChoiceList).chosen_id or ""
        if chosen.startswith(ROUND):
            self._choice = self._choice.toggle(chosen.removeprefix(ROUND), self._rounds)
        elif chosen == LENGTH:
            self._choice = self._choice.step_length(step)
        elif chosen == DIFFICULTY:
            self._choice = self._choice.step_difficulty(step)
        self._fill()

    def action_begin(self) -> None:
        """Begin a new interview."""
        try:
            sitting = plan_mock(self._engines.bank, self._choice, self._engines.now(), secrets.randbits(32))
        except CoachError as error:
            self.query_one(Notice).say_error(error, Severity.WARNING)
        else:
            self.post_message(messages.SittingChosen(sitting))


def _choice_row(name: str, text: str, width: int, *, chosen: bool | None = None) -> Content:
    sign = "" if chosen is None else ("✓ " if chosen else "· ")
    return row(width, (Column(Content.styled(name, "$quiet"), NAME_WIDTH), Column(plain(sign + text))))


def _sitting_row(sitting: Sitting, width: int) -> Content:
    if sitting.ended_at is None:
        return Content.styled(resume(sitting), "$primary bold")
    rounds = ", ".join(round_name(each) for each in sitting.rounds)
    facts = f"{count(sitting.questions, 'question')}, {sitting.difficulty.value}: {rounds}"
    return row(width, (Column(Content.styled(day_and_time(sitting.begun_at), "$quiet"), 18), Column(plain(facts))))
