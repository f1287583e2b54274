"""The plan, what is due, and today's session: in words, and as JSON.

The manual documents the JSON form, and programs rely on it.
"""

from collections.abc import Iterator
from datetime import date

from coach.domain.rubric import ELSEWHERE
from coach.domain.schedule import (
    Agenda,
    DayAhead,
    Outlook,
    PlannedItem,
    PlanProgress,
    PointMemory,
    Session,
    SessionItem,
)
from coach.plan.explain import explain_due, name_day
from coach.plan.forecast import MOST_MINUTES
from coach.report.bank_words import BankWords
from coach.report.day_report import describe_today
from coach.report.sections import Section
from coach.wording import count, plural, whole_minutes

BAR_CELLS = 20
"""Cells of a week's bar, and of the longest day's."""

POINT_CHARACTERS = 64
"""Of a point's words where it is only named."""

MOST_COMING = 8
"""Points that are named before they are due; the rest is counted."""

AHEAD = "The next two weeks"
"""The heading of the days to come."""

NO_PLAN = (
    "No plan has been started. The four weeks follow the playbook week by week; a missed day moves everything by a day."
)

Json = dict[str, object]


def describe_plan(agenda: Agenda, outlook: Outlook, words: BankWords) -> tuple[Section, ...]:
    """Return how the plan stands, what to do today, how much is due on the days to come, and what comes back when.

    Args:
        agenda: Today, and the weeks around it.
        outlook: The days to come.
        words: What questions and points are called.
    """
    found = [
        Section("The four weeks", tuple(_weeks(agenda.plan, agenda.today))),
        Section("Today", tuple(_session(agenda.session, words))),
        Section(AHEAD, tuple(_ahead(outlook))),
    ]
    if agenda.plan is not None and agenda.plan.current is not None:
        week = agenda.plan.current
        lines = (_item(each, words, agenda.today) for each in week.items)
        found.append(Section(f"Week {week.number}", tuple(lines)))
    found.append(Section("What comes back when", tuple(_coming(agenda, words))))
    found.append(Section("Not here", (ELSEWHERE,)))
    return tuple(section for section in found if section.lines)


def describe_end(progress: PlanProgress, today: date) -> str:
    """Return when the plan ends, and by how many days it is behind: days are only called missed that were."""
    moved = ""
    if progress.moved:
        missed = min(progress.moved, progress.missed)
        behind = f"{count(progress.moved, 'day')} behind" + (f", {missed} of them missed" if missed else "")
        if missed == progress.moved:
            behind = f"moved by {count(missed, 'missed day')}"
        moved = f", {behind}; nothing piles up"
    if progress.current is None:
        return f"All of it is done. It was started {name_day(progress.start, today)}."
    started = "Starts" if today < progress.start else "Started"
    return f"{started} {name_day(progress.start, today)}, ends {name_day(progress.ends, today)}{moved}."


def describe_due_later(session: Session) -> str:
    """Return how many questions are due beyond what fits into today; one at least."""
    they = plural(session.due_later, "it", "they")
    return f"{count(session.due_later, 'more question is', 'more questions are')} due; {they} can wait for another day."


def coming_back(agenda: Agenda) -> tuple[tuple[PointMemory, ...], int]:
    """Choose the points that are named, all that are due and the next few, by date; and count the others.

    Those that are set aside are neither.
    """
    there = [each for each in agenda.memories if not each.set_aside]
    points = sorted(there, key=lambda each: (each.due, each.last.question_id, each.last.point_id))
    due = sum(1 for each in points if each.due <= agenda.today)
    return tuple(points[: due + MOST_COMING]), max(0, len(points) - due - MOST_COMING)


def describe_overload(outlook: Outlook) -> str:
    """Return that the time for a day does not carry what is due, and how much would; nothing where it does."""
    if outlook.carried:
        return ""
    enough = (
        f"{outlook.enough} would be enough" if outlook.enough else f"no day of up to {MOST_MINUTES} would be enough"
    )
    told = f"{outlook.minutes:g} minutes a day are too few: some of what is due would wait for more than a week"
    return f"{told}; {enough}."


def describe_assumption(outlook: Outlook) -> str:
    """Return what the days to come are worked out from, and what it means where a day has more than fits into it."""
    told = (
        f"What is due, if you practise {outlook.minutes:g} minutes every day and answer as you did last time; the new "
        "questions of each day are in it."
    )
    if all(day.minutes <= outlook.minutes for day in outlook.days):
        return told
    fine = ", within about a week, so your minutes are enough" if outlook.carried else ""
    return f"{told} ▓ does not fit into its day and is asked on a later one{fine}."


def split_bar(day: DayAhead, outlook: Outlook, cells: int) -> tuple[int, int, int]:
    """Return how many cells of a day's bar stand for what fits into the day, for what is over, and for time left.

    Args:
        day: The day.
        outlook: All days; the bar of the longest is full.
        cells: Cells of the bar.
    """
    longest = max(outlook.minutes, *(each.minutes for each in outlook.days))
    full = round(day.minutes / longest * cells)
    fits = min(full, round(outlook.minutes / longest * cells))
    return fits, full - fits, cells - full


def name_date(day: date) -> str:
    """Return a day in ten characters: `Tue  3 Mar`."""
    return f"{day:%a} {day.day:2d} {day:%b}"


def describe_load(day: DayAhead) -> str:
    """Return how much is due on a day."""
    return f"{count(day.points, 'point')}, {whole_minutes(day.minutes)} min" if day.points else "nothing"


def agenda_as_json(agenda: Agenda, outlook: Outlook) -> Json:
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
        "outlook": {
            "minutes": outlook.minutes,
            "carried": outlook.carried,
            "enough_minutes": outlook.enough,
            "days": [
                {
                    "day": each.day.isoformat(),
                    "points": each.points,
                    "questions": each.questions,
                    "minutes": round(each.minutes, 1),
                }
                for each in outlook.days
            ],
        },
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


def _session(session: Session, words: BankWords) -> Iterator[str]:
    yield describe_today(session, headed=True)
    for item in session.items:
        yield f"· {words.question(item.question_id)}  {item.reason}"
    if session.due_later:
        yield describe_due_later(session)


def _ahead(outlook: Outlook) -> Iterator[str]:
    if not any(day.points for day in outlook.days):
        return
    if warning := describe_overload(outlook):
        yield f"! {warning}"
    yield describe_assumption(outlook)
    for day in outlook.days:
        fits, over, free = split_bar(day, outlook, BAR_CELLS)
        yield f"{name_date(day.day)}  {'█' * fits}{'▓' * over}{'░' * free}  {describe_load(day)}"


def _item(each: PlannedItem, words: BankWords, today: date) -> str:
    sign = "✓" if each.done else "·"
    when = "" if each.done else f"  {name_day(max(each.on, today), today)}"
    return f"{sign} {words.question(each.item.question_id)}{when}"


def _coming(agenda: Agenda, words: BankWords) -> Iterator[str]:
    named, later = coming_back(agenda)
    for each in named:
        yield _point(each, words, agenda.today)
    if later:
        yield f"{count(later, 'more point comes', 'more points come')} back later."
    for each in agenda.set_aside:
        yield _point(each, words, agenda.today)


def _point(each: PointMemory, words: BankWords, today: date) -> str:
    question, point = each.last.question_id, each.last.point_id
    return f"{words.question(question)} “{words.point(question, point, POINT_CHARACTERS)}”  {explain_due(each, today)}"


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
