"""Earlier attempts, newest first."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coach.domain.damage import MEND
from coach.practice.engines import Engines
from coach.report.scores import EXPLAINED, is_old
from coach.ui import messages
from coach.ui.columns import Fitted
from coach.ui.phrases import count
from coach.ui.screens.coach_screen import HELP, CoachScreen
from coach.ui.widgets.attempt_list import AttemptList, headings
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.top_line import TopLine

BATCH = 60
"""Attempts that are read at once."""


class HistoryScreen(CoachScreen[None]):
    """A list that grows as one walks down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="history.back"),
        Binding("q", "app.leave", "Quit", id="history.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the history.

        Args:
            engines: What to work with.
        """
        super().__init__()
        self._engines = engines
        self._loading = False
        self._complete = False

    def body(self) -> ComposeResult:
        """Headings above the list."""
        yield TopLine("History")
        yield Notice()
        yield Static(Fitted(headings), markup=False, classes="list-headings")
        yield AttemptList()

    def on_mount(self) -> None:
        """Read the first batch."""
        self.query_one(AttemptList).focus()
        self._load_more()

    def _load_more(self) -> None:
        if not self._loading and not self._complete:
            self._loading = True
            self.errand("history", partial(self._read, self.query_one(AttemptList).option_count))

    def _read(self, offset: int) -> None:
        self.post_message(messages.AttemptsLoaded(self._engines.history.attempts(limit=BATCH, offset=offset)))

    def on_attempts_loaded(self, message: messages.AttemptsLoaded) -> None:
        """Add the batch."""
        self._loading = False
        self._complete = len(message.attempts) < BATCH
        attempts = self.query_one(AttemptList)
        versions = self._engines.bank.versions
        attempts.add(message.attempts, versions)
        damage = self._engines.history.damage.describe()
        if damage:
            self.query_one(Notice).say(f"{damage}.", MEND, Weight.WARNING)
        elif any(is_old(summary, versions) for summary in message.attempts):
            self.query_one(Notice).say(EXPLAINED)
        if attempts.option_count == 0 and not damage:
            self.query_one(Notice).say("No answers yet.", "Escape goes back; Enter on a question starts the first one.")
        more = "" if self._complete else " and more"
        self.query_one(TopLine).fact = f"{count(attempts.option_count, 'answer')}{more}"

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place why there is nothing to see."""
        message.prevent_default()
        self._loading, self._complete = False, True
        self.query_one(Notice).say_error(message.error, Weight.ERROR)

    @on(AttemptList.EndNeared)
    def _go_on(self) -> None:
        self._load_more()

    @on(AttemptList.OptionSelected)
    def _open(self, event: AttemptList.OptionSelected) -> None:
        if event.option_id is not None:
            self.post_message(messages.AttemptChosen(event.option_id))

    def action_leave(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()
