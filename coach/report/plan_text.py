"""The plan, what is due, and today's session in words."""

from collections.abc import Iterator, Mapping
from datetime import date

from coach.domain.rounds import ELSEWHERE
from coach.domain.schedule import Agenda, PlannedItem, PlanStanding, PointMemory, Session
from coach.domain.sitting import SittingKind
from coach.plan.explain import explain_due, name_day
from coach.report.sections import Section

BAR_CELLS = 20
"""Cells of a week's bar."""
MOST_COMING = 8
"""Points that are named before they are due; the rest is counted."""

NO_PLAN = (
    "No plan was begun. The four weeks take what the playbook gives each week; a missed day moves everything by a day."
)
MOCK = SittingKind.MOCK.called
"""What an item without a question is called."""


def describe_plan(agenda: Agenda, questions: Mapping[str, str]) -> tuple[Section, ...]:
    """Say how the plan stands, what to do today, and what comes back when.

    Args:
        agenda: Today, and the weeks around it.
        questions: Every question of the bank, by its id.
    """
    found = [
        Section("The four weeks", tuple(_weeks(agenda.standing, agenda.today))),
        Section("Today", tuple(_session(agenda.session, questions))),
    ]
    if agenda.standing is not None and agenda.standing.current is not None:
        week = agenda.standing.current
        lines = (_item(each, questions, agenda.today) for each in week.items)
        found.append(Section(f"Week {week.number}", tuple(lines)))
    found.append(Section("What comes back when", tuple(_coming(agenda, questions))))
    found.append(Section("Not here", (ELSEWHERE,)))
    return tuple(section for section in found if section.lines)


def _weeks(standing: PlanStanding | None, today: date) -> Iterator[str]:
    if standing is None:
        yield NO_PLAN
        return
    for week in standing.weeks:
        share = week.done / len(week.items) if week.items else 1.0
        bar = "█" * round(share * BAR_CELLS) + "░" * (BAR_CELLS - round(share * BAR_CELLS))
        yield f"Week {week.number}  {bar}  {week.done} of {len(week.items)}  {week.theme}"
    yield describe_end(standing, today)


def describe_end(standing: PlanStanding, today: date) -> str:
    """Say when the plan ends, and by how much missed days have moved it."""
    moved = ""
    if standing.moved:
        days = "1 day" if standing.moved == 1 else f"{standing.moved} days"
        moved = f", {days} later than begun with: missed days move it, nothing piles up"
    if standing.current is None:
        return f"All of it is done. It was begun {name_day(standing.start, today)}."
    begun = "Begins" if today < standing.start else "Begun"
    return f"{begun} {name_day(standing.start, today)}, ends {name_day(standing.ends, today)}{moved}."


def _session(session: Session, questions: Mapping[str, str]) -> Iterator[str]:
    if session.done_minutes:
        yield f"Done today: {session.done_minutes:.0f} minutes."
    for item in session.items:
        yield f"{item.minutes:4.1f} min  {questions.get(item.question_id, MOCK)}  {item.reason}"
    if not session.items:
        yield "Nothing is left to do today."
    if session.due_later:
        yield f"{session.due_later} more {'is' if session.due_later == 1 else 'are'} due and will come another day."


def _item(each: PlannedItem, questions: Mapping[str, str], today: date) -> str:
    sign = "[x]" if each.done else "[ ]"
    when = "" if each.done else f"  {name_day(max(each.on, today), today)}"
    return f"{sign} {questions.get(each.item.question_id, MOCK)}{when}"


def _coming(agenda: Agenda, questions: Mapping[str, str]) -> Iterator[str]:
    named, later = coming_back(agenda)
    for each in named:
        yield _point(each, questions, agenda.today)
    if later:
        yield f"{later} more points come back later."


def coming_back(agenda: Agenda) -> tuple[tuple[PointMemory, ...], int]:
    """Choose the points that are named, all that are due and the next few, by date; and count the others."""
    points = sorted(agenda.memories, key=lambda each: (each.due, each.last.question_id, each.last.point_id))
    due = sum(1 for each in points if each.due <= agenda.today)
    return tuple(points[: due + MOST_COMING]), max(0, len(points) - due - MOST_COMING)


def _point(each: PointMemory, questions: Mapping[str, str], today: date) -> str:
    question = questions.get(each.last.question_id, each.last.question_id)
    return f"{question} ({each.last.point_id})  {explain_due(each, today)}"
