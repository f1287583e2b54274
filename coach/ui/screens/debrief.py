"""What a mock interview or a drill was worth: its questions, and everything as a whole."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.domain.sitting import AskedQuestion
from coach.practice.debriefing import debrief_beside
from coach.practice.engines import Engines
from coach.practice.running_sitting import RunningSitting
from coach.report.debrief_report import describe_result, describe_whole
from coach.report.scores import SIGNS
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.phrases import VERDICT_STYLES
from coach.ui.places import Place
from coach.ui.widgets.notice import Notice
from coach.ui.widgets.row_list import ChoiceList
from coach.wording import count, day_and_time

RESULT_WIDTH = 10
LOOK_SECONDS = 0.3
"""How often it is looked whether the last answers are judged."""


class DebriefScreen(Page[None]):
    """The questions above, the whole below; Enter opens an answer."""

    DEFAULT_CSS = """
    DebriefScreen {
        ChoiceList { height: auto; max-height: 45%; padding: 0 2; }
        #whole { height: 1fr; padding: 0 2; border-top: solid $faint; scrollbar-size-vertical: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mock", "Mock interviews", id="debrief.mock"),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True, id="debrief.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True, id="debrief.page_up"),
        *common_keys("debrief"),
    ]

    def __init__(self, engines: Engines, sitting_id: str, running: RunningSitting | None = None) -> None:
        """Show a sitting.

        Args:
            engines: What to work with.
            sitting_id: The sitting.
            running: The same, where its last answers may still be being judged.
        """
        super().__init__(engines)
        self._sitting_id = sitting_id
        self._under_way = running
        self._to_assess = running.to_assess if running else 0
        self._asked: tuple[AskedQuestion, ...] = ()

    def body(self) -> ComposeResult:
        """Questions, whole."""
        yield TopLine("Debrief")
        yield Notice(id="judging")
        yield ChoiceList()
        with VerticalScroll(id="whole", can_focus=False):
            yield Static("", markup=False)

    def on_mount(self) -> None:
        """Sum up what there is; the last answers follow."""
        self.query_one(ChoiceList).focus()
        self._look()
        if self._under_way is not None:
            self.set_interval(LOOK_SECONDS, self._watch)

    def _watch(self) -> None:
        if self._under_way is not None and self._under_way.to_assess != self._to_assess:
            self._to_assess = self._under_way.to_assess
            self._look()

    def _look(self) -> None:
        waiting = f"{count(self._to_assess, 'answer')} still being judged…" if self._to_assess else ""
        self.query_one("#judging", Notice).say(waiting)
        self.errand("debrief", self._sum_up)

    def _sum_up(self) -> None:
        history, bank = self._engines.history, self._engines.bank
        sitting = history.load_sitting(self._sitting_id)
        self.post_message(messages.DebriefMade(*debrief_beside(sitting, history, bank)))

    def on_debrief_made(self, message: messages.DebriefMade) -> None:
        """Show it."""
        made = message.debrief
        self._asked = made.questions
        self.query_one(TopLine).fact = f"{made.sitting.kind.called}, {day_and_time(made.sitting.begun_at, year=False)}"
        listed = self.query_one(ChoiceList)
        place = listed.highlighted or 0
        listed.set_options(Option(Fitted(partial(describe_asked, each))) for each in made.questions)
        listed.highlighted = min(place, len(made.questions) - 1) if made.questions else None
        blocks = []
        for section in describe_whole(made, message.earlier):
            lines = [plain(line) for line in section.lines]
            blocks.append(Content("\n").join([Content.styled(section.heading, "$primary bold"), *lines]))
        self.query_one("#whole", VerticalScroll).query_one(Static).update(Content("\n\n").join(blocks))

    def on_option_list_option_selected(self) -> None:
        """Open the answer."""
        self.action_open()

    def action_open(self) -> None:
        """Open the highlighted answer."""
        place = self.query_one(ChoiceList).highlighted
        attempt = self._asked[place].attempt if place is not None and self._asked else None
        if attempt is not None:
            self.post_message(messages.AttemptChosen(attempt.id))
        else:
            self.tell("There is no answer to open.")

    def action_mock(self) -> None:
        """Go to the mock interviews."""
        self.post_message(messages.PlaceChosen(Place.MOCK))

    def action_page(self, pages: int) -> None:
        """Scroll the whole by pages."""
        whole = self.query_one("#whole", VerticalScroll)
        whole.scroll_relative(y=pages * max(1, whole.size.height - 1), animate=False)


def describe_asked(asked: AskedQuestion, width: int) -> Content:
    """Describe one question of a sitting: what was asked, and what the answer was worth."""
    result = describe_result(asked)
    style = "bold" if asked.attempt is not None else "$quiet"
    question = plain(f"↳ {asked.question}", "$quiet") if asked.is_follow_up else plain(asked.question)
    lines = row(width, (Column(question), Column(Content.styled(result, style), RESULT_WIDTH, right=True)))
    for point in (asked.strongest, asked.weakest) if not asked.is_follow_up else ():
        if point is not None:
            sign = Content.styled(SIGNS[point.verdict], VERDICT_STYLES[point.verdict])
            lines += "\n" + row(width, (Column(Content(""), 0), Column(sign, 1), Column(plain(point.point, "$quiet"))))
    return lines
