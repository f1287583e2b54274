"""Searches everything that was ever said."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coach.practice.engines import Engines
from coach.ui import messages
from coach.ui.phrases import count
from coach.ui.screens.coach_screen import CoachScreen
from coach.ui.widgets.found_list import FoundList
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.search_input import SearchInput
from coach.ui.widgets.top_line import TopLine

MOST_FOUND = 100
"""Attempts that are listed; whoever finds more types another word."""


class SearchScreen(CoachScreen[None]):
    """A line to type in, and what was found below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="search.back"),
        Binding("f1", "app.explain_keys", "Help", id="search.help"),
    ]

    def __init__(self, engines: Engines) -> None:
        """Search the history.

        Args:
            engines: What to work with.
        """
        super().__init__()
        self._engines = engines
        self._wanted = ""

    def body(self) -> ComposeResult:
        """The line above the list."""
        yield TopLine("Search what you said")
        search = SearchInput()
        search.placeholder = "Words that you said; the last one may be unfinished"
        yield search
        yield Notice()
        yield FoundList()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(SearchInput).open()

    @on(SearchInput.Changed)
    def _search(self, event: SearchInput.Changed) -> None:
        self._wanted = event.value
        self.errand("search", partial(self._look, event.value))

    def _look(self, wanted: str) -> None:
        found = self._engines.history.search(wanted, limit=MOST_FOUND)
        self.post_message(messages.AttemptsFound(wanted, found))

    def on_attempts_found(self, message: messages.AttemptsFound) -> None:
        """Show what was found, unless something else is wanted by now."""
        if message.wanted != self._wanted:
            return
        self.query_one(FoundList).show_found(message.found)
        more = " or more" if len(message.found) == MOST_FOUND else ""
        self.query_one(TopLine).fact = f"{count(len(message.found), 'answer')}{more}" if message.wanted.strip() else ""
        nothing = bool(message.wanted.strip()) and not message.found
        self.query_one(Notice).say("No answer has all of these words." if nothing else "")

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place why there is nothing to see."""
        message.prevent_default()
        self.query_one(Notice).say_error(message.error, Weight.ERROR)

    @on(SearchInput.Moved)
    def _move(self, event: SearchInput.Moved) -> None:
        found = self.query_one(FoundList)
        if event.down:
            found.action_cursor_down()
        else:
            found.action_cursor_up()

    @on(SearchInput.Submitted)
    def _open_highlighted(self) -> None:
        chosen = self.query_one(FoundList).chosen_id
        if chosen is not None:
            self.post_message(messages.AttemptChosen(chosen))

    @on(FoundList.OptionSelected)
    def _open(self, event: FoundList.OptionSelected) -> None:
        if event.option_id is not None:
            self.post_message(messages.AttemptChosen(event.option_id))

    def action_leave(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()
