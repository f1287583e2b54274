"""The four weeks, today's session, this week's questions, and what comes back when."""

from collections.abc import Iterator, Mapping
from datetime import date

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
NAME_WIDTH, DONE_WIDTH, MINUTES_WIDTH, WHEN_WIDTH = 6, 8, 7, 12

Questions = Mapping[str, str]


def describe_agenda(agenda: Agenda, questions: Questions, width: int) -> Content:
    """Describe everything about today and the weeks around it.

    Args:
        agenda: Today, and the weeks around it.
        questions: Every question of the bank, by its id.
        width: Cells.
    """
    blocks = [_headed("The four weeks", _weeks(agenda.standing, agenda.today, width))]
    blocks.append(_headed(_today_heading(agenda.session), _session(agenda.session, questions, width)))
    if agenda.standing is not None and agenda.standing.current is not None:
        week = agenda.standing.current
        blocks.append(_headed(f"Week {week.number}", _week(week, questions, agenda.today, width)))
    if agenda.memories:
        blocks.append(_headed("What comes back when", _coming(agenda, questions, width)))
    blocks.append(plain(ELSEWHERE, "$quiet"))
    return Content("\n\n").join(blocks)


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


def _coming(agenda: Agenda, questions: Questions, width: int) -> Iterator[Content]:
    named, later = coming_back(agenda)
    for each in named:
        yield _point(each, questions, agenda.today, width)
    if later:
        yield plain(f"{later} more points come back later.", "$quiet")


def _point(each: PointMemory, questions: Questions, today: date, width: int) -> Content:
    asked = questions.get(each.last.question_id, each.last.question_id)
    head = plain(asked) + plain(f" · {each.last.point_id}", "$quiet")
    return head + "\n" + row(width, (Column(Content(""), 0), Column(plain(explain_due(each, today), "$quiet"))))


class PlanView(Static):
    """The whole plan on one page."""

    DEFAULT_CSS = "PlanView { height: auto; }"

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(markup=False)

    def show_agenda(self, agenda: Agenda, questions: Questions) -> None:
        """Show another state of the plan."""
        self.update(Fitted(lambda width: describe_agenda(agenda, questions, width)))
