"""What to do today: what is due, the most urgent first, what the plan has, and no more than there is time for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from coach.domain.coverage import Verdict
from coach.domain.schedule import (
    Circumstances,
    DueQuestion,
    ItemKind,
    PlanProgress,
    PointMemory,
    Rating,
    Session,
    SessionItem,
)
from coach.plan.explain import name_day
from coach.plan.lengths import minutes_for
from coach.wording import count, plural

PLAN_SHARE = 1 / 3
"""Share of the time that is kept for the plan where it has something for today, however much is due."""

PLAN_TURN = 3
"""Where what the plan has next does not fit beside what is due, it comes first on every third day with practice."""

PATIENCE_DAYS = 4
"""Days that a point may be overdue before its question goes ahead of all others; so none waits for ever."""


_MADE = "you made {which}"
"""What happened to a point that was known."""


def due_questions(memories: Iterable[PointMemory], today: date) -> tuple[DueQuestion, ...]:
    """Gather what is due by question.

    Questions come by how much of them is likely to be forgotten: each due point counts by how long it is overdue for
    how well it was known, and one that was missed the last time counts double. A question that has waited for some
    days goes first. Points that are set aside are not due.

    Args:
        memories: Of all key points.
        today: The day it is.
    """
    by_question: dict[str, list[PointMemory]] = {}
    for memory in memories:
        if memory.due <= today and not memory.set_aside:
            by_question.setdefault(memory.last.question_id, []).append(memory)
    found = []
    for question_id, points in by_question.items():
        points.sort(key=lambda point: -_urgency(point, today))
        waited = max((today - point.due).days for point in points)
        urgency = sum(_urgency(point, today) for point in points)
        late = waited if waited > PATIENCE_DAYS else 0
        found.append((late, urgency, question_id, tuple(points)))
    found.sort(key=lambda each: (-each[0], -each[1], each[2]))
    return tuple(DueQuestion(question_id, points, _reason(points, today)) for _, _, question_id, points in found)


def plan_session(
    minutes: float,
    due: Sequence[DueQuestion],
    progress: PlanProgress | None,
    seconds: Mapping[str, float],
    *,
    practised_today: Collection[str],
    were_due: Collection[str] = (),
    new: Sequence[str],
    today: date,
) -> Session:
    """Propose what to do today.

    What is due comes first, but a third of the time is kept for the plan as long as it has something for today, and
    without a plan, or once it is done, for new questions; what neither needs goes to the other, then to the plan's next
    days. What was practised today counts as time spent, on its own side of the two, and is not proposed again: whoever
    does what is proposed finds the rest of it afterwards.

    Args:
        minutes: Time there is for the day.
        due: What is due, the most urgent first.
        progress: The plan; None where none was begun.
        seconds: The longest good answer of each question of the bank, by its id.
        practised_today: Questions that were practised today.
        were_due: Those of them that were due before that.
        new: Questions that were never practised, in the order of the bank.
        today: The day it is.

    Returns:
        Items that fit into the time that is left; one that is longer than the whole day's time comes alone.
    """
    done_due = sum(minutes_for(seconds[each]) for each in practised_today if each in seconds and each in were_due)
    spent = sum(minutes_for(seconds[each]) for each in practised_today if each in seconds)
    done_else = spent - done_due
    there = [each for each in due if each.question_id in seconds and each.question_id not in practised_today]
    from_due = [
        SessionItem(each.question_id, ItemKind.DUE, each.reason, minutes_for(seconds[each.question_id]))
        for each in there
    ]
    for_today, later = _from_plan(progress, seconds, practised_today, minutes, today)
    fresh = [
        SessionItem(each, ItemKind.NEW, "You have not answered it yet.", minutes_for(seconds[each]))
        for each in new
        if each in seconds and (progress is None or not progress.open)
    ]
    left = max(0.0, minutes - spent)
    plans_turn = progress is not None and progress.waits % PLAN_TURN == 0
    wanted = for_today or fresh
    first_due = done_due or sum(each.minutes for each in from_due[:1])
    kept = _kept_for_plan(wanted, done_else, minutes, first_due, plans_turn=plans_turn)
    chosen: list[SessionItem] = []
    left -= _fill(chosen, from_due, left - kept)
    for pile in (wanted, from_due, later, fresh):
        left -= _fill(chosen, pile, left)
    first = [*(for_today if plans_turn else ()), *from_due, *for_today, *later, *fresh][:1]
    if first and not spent and (not chosen or first[0].minutes > minutes):
        chosen = first
    ids = {each.question_id for each in chosen}
    return Session(
        tuple(chosen),
        sum(each.minutes for each in chosen),
        spent,
        sum(1 for each in from_due if each.question_id not in ids),
        sum(1 for each in practised_today if each in seconds),
    )


def order_more(
    now: Circumstances, due: Iterable[DueQuestion], progress: PlanProgress | None, practised_today: Collection[str]
) -> tuple[str, ...]:
    """List what to go on with once today's session is done; no question comes again before all others had their turn.

    What is due comes first, then what the plan has for later, then what is new, then what is due soonest.

    Args:
        now: Today, and what is known.
        due: What is due, the most urgent first.
        progress: The plan; None where none was begun.
        practised_today: Questions that were practised today, the one that was practised last at the end.
    """
    planned = () if progress is None else (each.item.question_id for each in progress.open)
    coming = sorted((each for each in now.memories if not each.set_aside), key=lambda each: each.due)
    in_order = (
        *(each.question_id for each in due),
        *planned,
        *now.new,
        *(each.last.question_id for each in coming),
        *now.seconds,
    )
    fresh = dict.fromkeys(each for each in in_order if each in now.seconds and each not in practised_today)
    return (*fresh, *(each for each in practised_today if each in now.seconds))


def _kept_for_plan(
    wanted: Sequence[SessionItem], done: float, minutes: float, first_due: float, *, plans_turn: bool
) -> float:
    """Return how many minutes are still kept for the plan, or for what is new: the rest of its share.

    Args:
        wanted: What the plan has for today, or what is new.
        done: Minutes that it had today already.
        minutes: Time there is for the day.
        first_due: Minutes that what is due takes in any case.
        plans_turn: Whether its first item comes, even where that is longer than its share.
    """
    share = min(sum(each.minutes for each in wanted) + done, minutes * PLAN_SHARE)
    if wanted and plans_turn and not done and wanted[0].minutes <= minutes:
        return max(share, wanted[0].minutes)
    return max(0.0, min(share, minutes - first_due) - done)


def _from_plan(
    progress: PlanProgress | None,
    seconds: Mapping[str, float],
    practised_today: Collection[str],
    minutes: float,
    today: date,
) -> tuple[list[SessionItem], list[SessionItem]]:
    """List what the plan has for today, and what it has for later; a mock interview takes a whole day's time."""
    for_today: list[SessionItem] = []
    later: list[SessionItem] = []
    if progress is None or today < progress.start:
        return for_today, later
    week = {each: number.number for number in progress.weeks for each in number.items}
    for each in progress.open:
        name = each.item.question_id
        if name in practised_today or (name and name not in seconds):
            continue
        reason = f"Week {week[each]} of your plan has it" + (" for today." if each.on <= today else ", ahead of time.")
        item = SessionItem(name, ItemKind.PLAN, reason, minutes_for(seconds[name]) if name else minutes)
        (for_today if each.on <= today else later).append(item)
    return for_today, later


def _fill(chosen: list[SessionItem], pile: Sequence[SessionItem], minutes: float) -> float:
    """Take from a pile, in order, what fits into the time; return the time taken."""
    taken = 0.0
    for item in pile:
        if item.minutes <= minutes - taken + 1e-9 and all(item.question_id != each.question_id for each in chosen):
            chosen.append(item)
            taken += item.minutes
    return taken


def _urgency(memory: PointMemory, today: date) -> float:
    overdue = (today - memory.last.day).days / max(1, memory.days)
    return overdue * (2.0 if memory.last.rating is Rating.AGAIN else 1.0)


def _reason(points: tuple[PointMemory, ...], today: date) -> str:
    """Return how many points are due, and what happened to the most urgent one and to how many others."""
    did = _did(points[0])
    alike = [point.last.day for point in points if _did(point) == did]
    when = name_day(max(alike), today)
    number = count(len(points), "point is due", "points are due")
    which = f"{len(alike)} of them"
    if len(alike) == 1:
        which = plural(len(points), "it", "one")
    elif len(alike) == len(points):
        which = plural(len(points) - 1, "both", "all of them")
    if did == _MADE and len(alike) == len(points):
        return f"{number}: last made {when}."
    several = ", last" if len(set(alike)) > 1 else ""
    return f"{number}: {did.format(which=which)}{several} {when}."


def _did(memory: PointMemory) -> str:
    """Return what happened to a point the last time, with a place for how many it happened to."""
    last = memory.last
    if last.verdict is Verdict.CONTRADICTED and not last.chosen:
        return "you said the opposite of {which}"
    if last.rating is Rating.AGAIN:
        return "you missed {which}"
    if last.verdict is Verdict.PARTLY and not last.chosen:
        return "you made {which} only in part"
    if last.verdict is Verdict.UNSURE and not last.chosen:
        return "it was not clear whether you made {which}"
    if last.rating is Rating.HARD:
        return "you hardly knew {which}"
    return _MADE
