"""The questions by topic, with the last score and when it was; beside them what is known about the highlighted one."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.bank.bank import TopicGroup
from coach.domain.attempt import AttemptSummary
from coach.domain.rubric import Rubric
from coach.domain.schedule import ItemKind, Session, SessionItem
from coach.report.bank_words import MOCK
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.phrases import ago, points, score
from coach.ui.widgets.row_list import RowList
from coach.wording import count

SCORE_WIDTH, WHEN_WIDTH, KIND_WIDTH = 5, 11, 5

TODAY = "today/"
"""Stands before the question in the id of a row of today's session."""


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
        self._session: Session | None = None

    @property
    def chosen_question(self) -> str | None:
        """The question of the highlighted row; None where there is none."""
        return question_of(self.chosen_id)

    def show_session(self, session: Session) -> None:
        """Show what is to be done today above everything else; whoever has not moved yet begins there."""
        places = [place for place, option in enumerate(self.options) if not option.disabled]
        at_the_top = self._session is None and places and self.highlighted == places[0]
        self._session = session
        self._fill(from_the_top=bool(at_the_top))

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

    def _fill(self, *, from_the_top: bool = False) -> None:
        keep = None if from_the_top else self.chosen_id
        options = [] if self._wanted else self._today()
        shown = bool(options)
        for group in self._groups:
            rubrics = [rubric for rubric in group.rubrics if matches(rubric, self._wanted)]
            if rubrics:
                options.append(self._heading(group.topic, first=not shown))
                shown = True
                options += [self._question(rubric) for rubric in rubrics]
        self.set_options(
            options or [Option(plain("No question matches. Escape clears the search.", "$quiet"), disabled=True)]
        )
        places = [place for place, option in enumerate(self.options) if not option.disabled]
        if places:
            self.highlighted = next((place for place in places if self.options[place].id == keep), places[0])
            if self.highlighted == places[0]:
                self.scroll_home(animate=False)

    def _today(self) -> list[Option]:
        if self._session is None or not self._session.items:
            return []
        questions = {rubric.id: rubric.question for group in self._groups for rubric in group.rubrics}
        items = [
            Option(
                Fitted(partial(_describe_item, questions.get(each.question_id, MOCK), each)),
                id=TODAY + each.question_id,
            )
            for each in self._session.items
            if not each.question_id or each.question_id in questions
        ]
        return [self._heading("Today", first=False, top=True), *items]

    def _heading(self, topic: str, *, first: bool, top: bool = False) -> Option:
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
            return cells if first or top else Content("\n") + cells

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


class QuestionDetail(Static):
    """The description of one question, beside the list where there is room."""

    DEFAULT_CSS = """
    QuestionDetail {
        width: 36;
        height: 1fr;
        padding: 0 2 0 2;
        border-left: vkey $faint;
        display: none;
    }
    """

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(markup=False)

    def show_question(self, rubric: Rubric, last: AttemptSummary | None, now: datetime, returns: str = "") -> None:
        """Show another question."""
        self.update(describe_question(rubric, last, now, returns))


def matches(rubric: Rubric, wanted: str) -> bool:
    """Whether every word of a search occurs in a question, its topic or its id, capitals ignored."""
    text = f"{rubric.question} {rubric.topic} {rubric.id}".casefold()
    return all(word in text for word in wanted.casefold().split())


def question_of(option_id: str | None) -> str | None:
    """Return the question of a row; None for a row that stands for none."""
    return (option_id or "").removeprefix(TODAY) or None


def _describe_item(question: str, item: SessionItem, width: int) -> Content:
    tag = Column(Content.styled(item.kind.value, "$quiet"), KIND_WIDTH, right=True)
    told = row(width, (Column(plain(question)), tag))
    if item.kind is not ItemKind.DUE:
        return told
    return told + "\n" + row(width, (Column(Content(""), 1), Column(plain(item.reason, "$quiet"))))


def describe_question(rubric: Rubric, last: AttemptSummary | None, now: datetime, returns: str = "") -> Content:
    """Describe a question.

    Args:
        rubric: The question.
        last: The last attempt at it; None where there is none.
        now: The time.
        returns: When it comes back and why; empty where that is not known.
    """
    lines = [
        plain(rubric.question, "bold"),
        Content(""),
        Content.styled(f"{rubric.seconds[0]:.0f} to {rubric.seconds[1]:.0f} seconds", "$quiet"),
        Content.styled(f"{count(len(rubric.key_points), 'key point')}, {rubric.difficulty.value}", "$quiet"),
    ]
    if rubric.chapter:
        lines.append(plain(rubric.chapter, "$quiet"))
    lines.append(Content(""))
    if last is None:
        lines.append(Content.styled("Not answered yet.", "$quiet"))
    else:
        result = (str(last.score), " of 100") if last.score is not None else ("not judged", ", heard too badly")
        lines.append(Content.assemble(("Last  ", "$quiet"), (result[0], "bold"), (result[1], "$quiet")))
        lines.append(Content.styled(f"      {points(last.verdicts)}", "$quiet"))
        lines.append(Content.styled(f"      {ago(last.answered_at, now)}", "$quiet"))
    if returns:
        lines += [Content(""), plain(returns)]
    return Content("\n").join(lines)
