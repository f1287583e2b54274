"""The plan, what is due, and today's session: in words, and as JSON.

The manual documents the JSON form, and programs rely on it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from coach.domain.rubric import ELSEWHERE
from coach.domain.schedule import Agenda, PlannedItem, PlanProgress, PointMemory, Session, SessionItem
from coach.domain.sitting import SittingKind
from coach.plan.explain import explain_due, name_day
from coach.report.sections import Section
from coach.wording import count, plural

BAR_CELLS = 20
"""Cells of a week's bar."""

MOST_COMING = 8
"""Points that are named before they are due; the rest is counted."""

NO_PLAN = (
    "No plan has been started. The four weeks follow the playbook week by week; a missed day moves everything by a day."
)

MOCK = SittingKind.MOCK.called
"""What an item without a question is called."""

Json = dict[str, object]


def describe_plan(agenda: Agenda, questions: Mapping[str, str]) -> tuple[Section, ...]:
    """Return how the plan stands, what to do today, and what comes back when.

    Args:
        agenda: Today, and the weeks around it.
        questions: Every question of the bank, by its id.
    """
    found = [
        Section("The four weeks", tuple(_weeks(agenda.plan, agenda.today))),
        Section("Today", tuple(_session(agenda.session, questions))),
    ]
    if agenda.plan is not None and agenda.plan.current is not None:
        week = agenda.plan.current
        lines = (_item(each, questions, agenda.today) for each in week.items)
        found.append(Section(f"Week {week.number}", tuple(lines)))
    found.append(Section("What comes back when", tuple(_coming(agenda, questions))))
    found.append(Section("Not here", (ELSEWHERE,)))
    return tuple(section for section in found if section.lines)


def describe_end(progress: PlanProgress, today: date) -> str:
    """Return when the plan ends, and by how much missed days have moved it."""
    moved = ""
    if progress.moved:
        moved = f", moved by {count(progress.moved, 'missed day')}; nothing piles up"
    if progress.current is None:
        return f"All of it is done. It was started {name_day(progress.start, today)}."
    started = "Starts" if today < progress.start else "Started"
    return f"{started} {name_day(progress.start, today)}, ends {name_day(progress.ends, today)}{moved}."


def describe_due_later(session: Session) -> str:
    """Return how many questions are due beyond what fits into today; one at least."""
    they = plural(session.due_later, "it", "they")
    return f"{count(session.due_later, 'more is', 'more are')} due; {they} can wait for another day."


def coming_back(agenda: Agenda) -> tuple[tuple[PointMemory, ...], int]:
    """Choose the points that are named, all that are due and the next few, by date; and count the others.

    Those that are set aside are neither.
    """
    there = [each for each in agenda.memories if not each.set_aside]
    points = sorted(there, key=lambda each: (each.due, each.last.question_id, each.last.point_id))
    due = sum(1 for each in points if each.due <= agenda.today)
    return tuple(points[: due + MOST_COMING]), max(0, len(points) - due - MOST_COMING)


def agenda_as_json(agenda: Agenda) -> Json:
    """Return everything about today and the weeks around it in plain values; days are ISO 8601."""
    return {
        "today": agenda.today.isoformat(),
        "session": {
            "minutes": round(agenda.session.minutes, 1),
            "done_minutes": round(agenda.session.done_minutes, 1),
            "due_later": agenda.session.due_later,
            "items": [_item_as_json(each) for each in agenda.session.items],
        },
        "plan": None if agenda.plan is None else _plan(agenda.plan),
        "points": [_point_as_json(each, agenda) for each in agenda.memories],
    }


def _weeks(progress: PlanProgress | None, today: date) -> Iterator[str]:
    if progress is None:
        yield NO_PLAN
        return
    for week in progress.weeks:
        share = week.done / len(week.items) if week.items else 1.0
        bar = "█" * round(share * BAR_CELLS) + "░" * (BAR_CELLS - round(share * BAR_CELLS))
        yield f"Week {week.number}  {bar}  {week.done} of {len(week.items)}  {week.theme}"
    yield describe_end(progress, today)


def _session(session: Session, questions: Mapping[str, str]) -> Iterator[str]:
    if session.done_minutes:
        yield f"Done today: {session.done_minutes:.0f} minutes."
    for item in session.items:
        yield f"{item.minutes:4.1f} min  {questions.get(item.question_id, MOCK)}  {item.reason}"
    if not session.items:
        yield "Nothing is left to do today."
    if session.due_later:
        yield describe_due_later(session)


def _item(each: PlannedItem, questions: Mapping[str, str], today: date) -> str:
    sign = "✓" if each.done else "·"
    when = "" if each.done else f"  {name_day(max(each.on, today), today)}"
    return f"{sign} {questions.get(each.item.question_id, MOCK)}{when}"


def _coming(agenda: Agenda, questions: Mapping[str, str]) -> Iterator[str]:
    named, later = coming_back(agenda)
    for each in named:
        yield _point(each, questions, agenda.today)
    if later:
        yield f"{count(later, 'more point comes', 'more points come')} back later."
    for each in agenda.set_aside:
        yield _point(each, questions, agenda.today)


def _point(each: PointMemory, questions: Mapping[str, str], today: date) -> str:
    question = questions.get(each.last.question_id, each.last.question_id)
    return f"{question} ({each.last.point_id})  {explain_due(each, today)}"


def _item_as_json(item: SessionItem) -> Json:
    return {
        "question_id": item.question_id or None,
        "kind": item.kind.value if item.question_id else "mock",
        "reason": item.reason,
        "minutes": round(item.minutes, 1),
    }


def _plan(progress: PlanProgress) -> Json:
    return {
        "start": progress.start.isoformat(),
        "ends": progress.ends.isoformat(),
        "moved_days": progress.moved,
        "weeks": [
            {
                "number": week.number,
                "theme": week.theme,
                "done": week.done,
                "items": [
                    {"question_id": each.item.question_id or None, "done": each.done, "on": each.on.isoformat()}
                    for each in week.items
                ],
            }
            for week in progress.weeks
        ],
    }


def _point_as_json(memory: PointMemory, agenda: Agenda) -> Json:
    return {
        "question_id": memory.last.question_id,
        "point_id": memory.last.point_id,
        "last": memory.last.day.isoformat(),
        "rating": int(memory.last.rating),
        "chosen": memory.last.chosen,
        "due": memory.due.isoformat(),
        "set_aside": memory.set_aside,
        "why": explain_due(memory, agenda.today),
    }
