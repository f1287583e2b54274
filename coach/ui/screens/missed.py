"""What to reread: the key points that were missed in the last two attempts."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coach.practice.engines import Engines
from coach.ui import messages
from coach.ui.columns import Fitted
from coach.ui.phrases import count
from coach.ui.screens.coach_screen import HELP, CoachScreen
from coach.ui.widgets.missed_list import MissedList, headings, join_with_bank
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.top_line import TopLine


class MissedScreen(CoachScreen[None]):
    """The ledger of missed points; Enter practises the question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="missed.back"),
        Binding("q", "app.leave", "Quit", show=False, id="missed.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the ledger.

        Args:
            engines: What to work with.
        """
        super().__init__()
        self._engines = engines

    def body(self) -> ComposeResult:
        """Headings above the list."""
        yield TopLine("Missed points")
        yield Notice()
        yield Static(Fitted(headings), markup=False, classes="list-headings")
        yield MissedList()

    def on_mount(self) -> None:
        """Look into the history."""
        self.query_one(MissedList).focus()
        self.errand("missed", lambda: self._tell(messages.MissedLoaded(self._engines.history.missed())))

    def _tell(self, message: messages.MissedLoaded) -> None:
        self.post_message(message)

    def on_missed_loaded(self, message: messages.MissedLoaded) -> None:
        """Show the points that the bank still has."""
        points = join_with_bank(message.missed, self._engines.bank)
        self.query_one(MissedList).show_points(points)
        self.query_one(TopLine).fact = f"{count(len(points), 'point')} missed in both of the last two attempts"
        if not points:
            self.query_one(Notice).say(
                "Nothing is missed again and again.",
                "A key point appears here once both of the last two answers to its question have missed it.",
            )

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place why there is nothing to see."""
        message.prevent_default()
        self.query_one(Notice).say_error(message.error, Weight.ERROR)

    @on(MissedList.OptionSelected)
    def _practise(self, event: MissedList.OptionSelected) -> None:
        question = self.query_one(MissedList).question_at(event.option_index)
        self.post_message(messages.QuestionChosen(question))

    def action_leave(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()
