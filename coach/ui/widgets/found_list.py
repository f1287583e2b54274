"""Attempts that match a search, each with the words around the match."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from coach.domain.progress import Found
from coach.ui.columns import Column, Fitted, row
from coach.ui.phrases import day, score
from coach.ui.plain import plain
from coach.ui.widgets.row_list import RowList

_WHEN_WIDTH, _SCORE_WIDTH = 11, 5


def describe_found(found: Found, width: int) -> Content:
    """Describe one attempt: when, the question, the score; below it the words with the match standing out."""
    snippet = Content("").join(_piece(text, match) for text, match in found.snippet)
    first = row(
        width,
        (
            Column(Content.styled(day(found.answered_at), "$quiet"), _WHEN_WIDTH),
            Column(plain(found.question, "$quiet")),
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


class FoundList(RowList):
    """What was found."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Open", id="found.open")]

    def show_found(self, found: Sequence[Found]) -> None:
        """Show attempts, in the order given."""
        self.set_options(Option(Fitted(partial(describe_found, each)), id=each.attempt_id) for each in found)
        if found:
            self.highlighted = 0
