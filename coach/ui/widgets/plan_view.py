"""The four weeks, today's session, this week's questions, and what comes back when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coach.domain.rounds import ELSEWHERE
from coach.domain.schedule import Agenda, PlanStanding, PointMemory, Session, WeekStanding
from coach.plan.explain import explain_due, name_day
from coach.report.plan_text import MOCK, NO_PLAN, coming_back, describe_end
from coach.ui.columns import Column, Fitted, row
from coach.ui.plain import plain

BAR_CELLS = 14
"""Cells of a week's bar."""
POINTS_TOGETHER = 12
"""Points that come back which are drawn as one piece: about half a screen."""
NAME_WIDTH, DONE_WIDTH, MINUTES_WIDTH, WHEN_WIDTH = 6, 8, 7, 12

Questions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is drawn as one: a page is long, and what is not in view need not be drawn."""

    build: Callable[[int], Content]
    """Makes it for a number of cells."""
    headed: bool
    """Whether a part of the page begins with it."""


def _pieces(agenda: Agenda, questions: Questions) -> Iterator[_Piece]:
    """Describe everything about today and the weeks around it, piece by piece."""
    standing, session, today = agenda.standing, agenda.session, agenda.today
    yield _Piece(lambda width: _headed("The four weeks", _weeks(standing, today, width)), True)
    yield _Piece(lambda width: _headed(_today_heading(session), _session(session, questions, width)), True)
    if standing is not None and standing.current is not None:
        week = standing.current
        yield _Piece(lambda width: _headed(f"Week {week.number}", _week(week, questions, today, width)), True)
    named, later = coming_back(agenda)
    for at in range(0, len(named), POINTS_TOGETHER):
        yield _Piece(partial(_coming, named[at : at + POINTS_TOGETHER], questions, today, first=at == 0), at == 0)
    if later:
        yield _Piece(lambda _: plain(f"{later} more points come back later.", "$quiet"), False)
    yield _Piece(lambda _: plain(ELSEWHERE, "$quiet"), True)


def _headed(heading: str, lines: Iterator[Content]) -> Content:
    return Content("\n").join([Content.styled(heading, "$primary bold"), *lines])


def _weeks(standing: PlanStanding | None, today: date, width: int) -> Iterator[Content]:
    if standing is None:
        yield plain(NO_PLAN)
        yield Content.styled("B begins it.", "$quiet")
        return
    for week in standing.weeks:
        share = week.done / len(week.items) if week.items else 1.0
        full = round(share * BAR_CELLS)
        style = "bold" if week is standing.current else ""
        yield row(
            width,
            (
                Column(Content.styled(f"Week {week.number}", style), NAME_WIDTH),
                Column(Content.assemble(("━" * full, "$primary"), ("━" * (BAR_CELLS - full), "$faint")), BAR_CELLS),
                Column(Content.styled(f"{week.done} of {len(week.items)}", "$quiet"), DONE_WIDTH, right=True),
                Column(plain(week.theme, style)),
            ),
        )
    yield plain(describe_end(standing, today), "$quiet")


def _today_heading(session: Session) -> str:
    done = f", {session.done_minutes:.0f} min done" if session.done_minutes else ""
    return f"Today, {session.minutes:.0f} min{done}"


def _session(session: Session, questions: Questions, width: int) -> Iterator[Content]:
    for item in session.items:
        minutes = Content.styled(f"{item.minutes:.1f} min", "$quiet")
        told = plain(questions.get(item.question_id, MOCK)) + "\n" + plain(item.reason, "$quiet")
        yield row(width, (Column(minutes, MINUTES_WIDTH + 1, right=True), Column(told)))
    if not session.items:
        yield plain("Nothing is left to do today.")
    if session.due_later:
        yield plain(f"{session.due_later} more due, for another day.", "$quiet")


def _week(week: WeekStanding, questions: Questions, today: date, width: int) -> Iterator[Content]:
    for each in week.items:
        sign = Content.styled("✓" if each.done else "·", "$success" if each.done else "$quiet")
        when = "" if each.done else name_day(max(each.on, today), today)
        asked = plain(questions.get(each.item.question_id, MOCK), "$quiet" if each.done else "")
        yield row(width, (Column(sign, 1), Column(asked), Column(plain(when, "$quiet"), WHEN_WIDTH)))


def _coming(points: Sequence[PointMemory], questions: Questions, today: date, width: int, *, first: bool) -> Content:
    lines = (_point(each, questions, today, width) for each in points)
    return _headed("What comes back when", lines) if first else Content("\n").join(lines)


def _point(each: PointMemory, questions: Questions, today: date, width: int) -> Content:
    asked = questions.get(each.last.question_id, each.last.question_id)
    head = plain(asked) + plain(f" · {each.last.point_id}", "$quiet")
    return head + "\n" + row(width, (Column(Content(""), 0), Column(plain(explain_due(each, today), "$quiet"))))


class PlanView(Vertical):
    """The whole plan on one page."""

    DEFAULT_CSS = """
    PlanView {
        height: auto;
        & > Static { height: auto; }
        & > .-headed { margin-top: 1; }
        & > .-headed:first-of-type { margin-top: 0; }
    }
    """

    def show_agenda(self, agenda: Agenda, questions: Questions) -> None:
        """Show another state of the plan.

        Args:
            agenda: Today, and the weeks around it.
            questions: Every question of the bank, by its id.
        """
        pieces = tuple(_pieces(agenda, questions))
        there = tuple(self.query_children(Static))
        self.mount_all(Static(markup=False) for _ in pieces[len(there) :])
        for surplus in there[len(pieces) :]:
            surplus.remove()
        for shown, piece in zip(self.query_children(Static), pieces, strict=False):
            shown.update(Fitted(piece.build))
            shown.set_class(piece.headed, "-headed")
