"""The plan and today's session as JSON; the README documents this form, and programs rely on it."""

from coach.domain.schedule import Agenda, PlanStanding, PointMemory, SessionItem
from coach.plan.explain import explain_due

Json = dict[str, object]


def agenda_as_json(agenda: Agenda) -> Json:
    """Give everything about today and the weeks around it in plain values; days are ISO 8601."""
    return {
        "today": agenda.today.isoformat(),
        "session": {
            "minutes": round(agenda.session.minutes, 1),
            "done_minutes": round(agenda.session.done_minutes, 1),
            "due_later": agenda.session.due_later,
            "items": [_item(each) for each in agenda.session.items],
        },
        "plan": None if agenda.standing is None else _plan(agenda.standing),
        "points": [_point(each, agenda) for each in agenda.memories],
    }


def _item(item: SessionItem) -> Json:
    return {
        "question_id": item.question_id or None,
        "kind": item.kind.value if item.question_id else "mock",
        "reason": item.reason,
        "minutes": round(item.minutes, 1),
    }


def _plan(standing: PlanStanding) -> Json:
    return {
        "start": standing.start.isoformat(),
        "ends": standing.ends.isoformat(),
        "moved_days": standing.moved,
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
            for week in standing.weeks
        ],
    }


def _point(memory: PointMemory, agenda: Agenda) -> Json:
    return {
        "question_id": memory.last.question_id,
        "point_id": memory.last.point_id,
        "last": memory.last.day.isoformat(),
        "rating": int(memory.last.rating),
        "chosen": memory.last.chosen,
        "due": memory.due.isoformat(),
        "why": explain_due(memory, agenda.today),
    }
