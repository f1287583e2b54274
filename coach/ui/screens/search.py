"""Searches everything that was ever said."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from coach.domain.progress import Found
from coach.practice.engines import Engines
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine
from coach.ui.phrases import score
from coach.ui.widgets.line_input import SearchInput
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.row_list import RowList
from coach.wording import count, day

_WHEN_WIDTH, _SCORE_WIDTH = 11, 5

MOST_FOUND = 100
"""Rows that are listed; whoever finds more types another word."""


class FoundList(RowList):
    """What was found."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Open", id="found.open")]

    def show_found(self, found: Sequence[Found]) -> None:
        """Show attempts, in the order given."""
        self.set_options(Option(Fitted(partial(describe_found, each)), id=each.attempt_id) for each in found)
        if found:
            self.highlighted = 0


class SearchScreen(Page[None]):
    """A line to type in, and what was found below it."""

    FAILURES_IN_PLACE = Severity.ERROR

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="search.back"),
        Binding("f1", "app.explain_keys", "Help", id="search.help"),
    ]

    def __init__(self, engines: Engines) -> None:
        """Search the history.

        Args:
            engines: What to work with.
        """
        super().__init__(engines)
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
        answers = sum(each.times for each in message.found)
        self.query_one(TopLine).fact = f"{count(answers, 'answer')}{more}" if message.wanted.strip() else ""
        nothing = bool(message.wanted.strip()) and not message.found
        self.query_one(Notice).say("No answer has all of these words." if nothing else "")

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
            self.post_message(messages.AttemptChosen(chosen, self._wanted))

    @on(FoundList.OptionSelected)
    def _open(self, event: FoundList.OptionSelected) -> None:
        if event.option_id is not None:
            self.post_message(messages.AttemptChosen(event.option_id, self._wanted))


def describe_found(found: Found, width: int) -> Content:
    """Describe one attempt: when, the question, the score; below it the words with the match standing out.

    Answers to the question in the same words are one row, which says how many they are.
    """
    alike = Content.styled(f" · said {found.times} times", "$primary") if found.times > 1 else Content("")
    snippet = Content("").join(_piece(text, match) for text, match in found.snippet)
    first = row(
        width,
        (
            Column(Content.styled(day(found.answered_at), "$quiet"), _WHEN_WIDTH),
            Column(plain(found.question, "$quiet") + alike),
            Column(Content.styled(score(found.score), "bold"), _SCORE_WIDTH, right=True),
        ),
    )
    margins = Column(Content(""), _WHEN_WIDTH), Column(Content(""), _SCORE_WIDTH)
    return first + "\n" + row(width, (margins[0], Column(snippet), margins[1]))


def _piece(text: str, match: bool) -> Content:
    """Make content of a piece, with the space at its ends, which `plain` would take away."""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    said = plain(text.strip(), "$primary bold underline" if match else "")
    return Content(" " if before else "") + said + Content(" " if after and text.strip() else "")
