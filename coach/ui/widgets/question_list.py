"""The questions by topic, with the last score and when it was."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from coach.bank.bank import TopicGroup
from coach.domain.attempt import AttemptSummary
from coach.domain.rubric import Rubric
from coach.ui.columns import Column, Fitted, row
from coach.ui.phrases import ago, score
from coach.ui.plain import plain
from coach.ui.widgets.row_list import RowList

SCORE_WIDTH, WHEN_WIDTH = 5, 11


def matches(rubric: Rubric, wanted: str) -> bool:
    """Whether every word of a search occurs in a question, its topic or its id, capitals ignored."""
    text = f"{rubric.question} {rubric.topic} {rubric.id}".casefold()
    return all(word in text for word in wanted.casefold().split())


class QuestionList(RowList):
    """The questions that match a search."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Start")]

    def __init__(self, groups: tuple[TopicGroup, ...]) -> None:
        """Show questions.

        Args:
            groups: All questions by topic.
        """
        super().__init__()
        self._groups = groups
        self._latest: Mapping[str, AttemptSummary] = {}
        self._now: datetime | None = None
        self._wanted = ""

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def show_questions(self, groups: tuple[TopicGroup, ...]) -> None:
        """Show other questions.

        Args:
            groups: All questions by topic.
        """
        self._groups = groups
        self._fill()

    def show_latest(self, latest: Mapping[str, AttemptSummary], now: datetime) -> None:
        """Show when each question was last answered, and how well.

        Args:
            latest: The last attempt by question id.
            now: The time.
        """
        self._latest, self._now = latest, now
        self._fill()

    def search(self, wanted: str) -> None:
        """Show only the questions that match."""
        self._wanted = wanted
        self._fill()

    def _fill(self) -> None:
        keep = self.chosen_id
        options: list[Option] = []
        for group in self._groups:
            rubrics = [rubric for rubric in group.rubrics if matches(rubric, self._wanted)]
            if rubrics:
                options.append(self._heading(group.topic, first=not options))
                options += [self._question(rubric) for rubric in rubrics]
        self.set_options(
            options or [Option(plain("No question matches. Escape clears the search.", "$quiet"), disabled=True)]
        )
        places = [place for place, option in enumerate(self.options) if not option.disabled]
        if places:
            self.highlighted = next((place for place in places if self.options[place].id == keep), places[0])
            if self.highlighted == places[0]:
                self.scroll_home(animate=False)

    def _heading(self, topic: str, *, first: bool) -> Option:
        def build(width: int) -> Content:
            titles = ("score", "when") if first else ("", "")
            cells = row(
                width,
                (
                    Column(plain(topic, "$primary bold")),
                    Column(Content.styled(titles[0], "$quiet"), SCORE_WIDTH, right=True),
                    Column(Content.styled(titles[1], "$quiet"), WHEN_WIDTH),
                ),
            )
            return cells if first else Content("\n") + cells

        return Option(Fitted(build), disabled=True)

    def _question(self, rubric: Rubric) -> Option:
        summary = self._latest.get(rubric.id)
        result = score(summary.score) if summary else "–"
        when = ago(summary.answered_at, self._now) if summary and self._now else ""

        def build(width: int) -> Content:
            return row(
                width,
                (
                    Column(plain(rubric.question)),
                    Column(Content.styled(result, "bold" if summary else "$quiet"), SCORE_WIDTH, right=True),
                    Column(Content.styled(when, "$quiet"), WHEN_WIDTH),
                ),
            )

        return Option(Fitted(build), id=rubric.id)
