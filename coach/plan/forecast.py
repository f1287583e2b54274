"""What is due on the days to come, and how much time a day would carry it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from coach.domain.coverage import Verdict
from coach.domain.schedule import Circumstances, DayAhead, Outlook, PlanProgress, PointMemory, Rating, Review, Session
from coach.plan.four_weeks import find_plan_progress
from coach.plan.lengths import minutes_for
from coach.plan.memory import remember
from coach.plan.today import due_questions, plan_session

FORECAST_DAYS = 14
"""Days that are looked ahead: further on, most of what comes back depends on answers that are not given yet."""

CARRYING_DAYS = 28
"""Days that the time for a day must carry: a day that is too short shows only as what is left over piles up."""

LONGEST_WAIT = 9
"""Days that what is due may be foreseen to wait for its turn: a week, and two days that the forecast may be off by."""

STEP = 5
"""Minutes from one length of a day's session to the next that is tried."""

MOST_MINUTES = 240
"""The longest day that the settings take."""

_VERDICTS = {
    Rating.AGAIN: Verdict.MISSED,
    Rating.HARD: Verdict.PARTLY,
    Rating.GOOD: Verdict.COVERED,
    Rating.EASY: Verdict.COVERED,
}

Points = Mapping[str, tuple[PointMemory, ...]]


def look_ahead(now: Circumstances, session: Session) -> Outlook:
    """Return what is due in the next two weeks, and whether the time for a day carries it.

    Each day's session is taken to be done as it would be proposed, what is left of today's included, and the same share
    of points to be missed, hardly known and known as in the last answers. What is due tomorrow does not depend on that:
    nothing that is asked today comes back so soon.

    Args:
        now: Today, and what is known.
        session: What is left to do today.
    """
    days, waited = _go_on(now, session, CARRYING_DAYS)
    carried = waited <= LONGEST_WAIT
    return Outlook(now.minutes, days[:FORECAST_DAYS], carried, None if carried else _find_enough(now, session))


def tomorrow(now: Circumstances, session: Session) -> DayAhead:
    """Return what is due tomorrow, once what is left of today's session is done; the first day of `look_ahead`."""
    (day,), _ = _go_on(now, session, 1)
    return day


def _find_enough(now: Circumstances, session: Session) -> int | None:
    """Find the shortest day that carries what is due; None where none does."""
    first = int(now.minutes) // STEP * STEP + STEP
    for minutes in range(first, MOST_MINUTES + 1, STEP):
        _, waited = _go_on(replace(now, minutes=float(minutes)), session, CARRYING_DAYS)
        if waited <= LONGEST_WAIT:
            return minutes
    return None


def _go_on(now: Circumstances, session: Session, days: int) -> tuple[tuple[DayAhead, ...], int]:
    """Go through days as they would be proposed.

    Returns:
        The days from tomorrow on, and the most days that a point waited for its turn, from today on.
    """
    known: dict[str, tuple[PointMemory, ...]] = {}
    for memory in now.memories:
        known[memory.last.question_id] = (*known.get(memory.last.question_id, ()), memory)
    practised = {name: set(on) for name, on in now.practised.items()}
    mocks, new = list(now.mocks), list(now.new)
    since: dict[tuple[str, str], date] = {}
    ratings = _as_before(now.memories)
    ahead, waited = [], 0
    for number in range(days + 1):
        day = now.today + timedelta(days=number)
        due = due_questions((each for points in known.values() for each in points), day)
        there = [each for each in due if each.question_id in now.seconds]
        if number:
            minutes = sum(minutes_for(now.seconds[each.question_id]) for each in there)
            ahead.append(DayAhead(day, sum(len(each.points) for each in there), len(there), minutes))
            progress = _progress(now, practised, mocks, day)
            session = plan_session(now.minutes, there, progress, now.seconds, practised_today=(), new=new, today=day)
        asked = tuple(dict.fromkeys(item.question_id for item in session.items))  # ratings are dealt out in order
        for question in there:
            for point in question.points:
                key = question.question_id, point.last.point_id
                waited = max(waited, (day - since.setdefault(key, day)).days)
        since = {key: on for key, on in since.items() if key[0] not in asked}
        for name in asked:
            if name:
                practised.setdefault(name, set()).add(day)
                known[name] = _answered(name, day, now, known, ratings)
            else:
                mocks.append(day)
        new = [name for name in new if name not in asked]
    return tuple(ahead), waited


def _progress(
    now: Circumstances, practised: Mapping[str, set[date]], mocks: list[date], day: date
) -> PlanProgress | None:
    if now.start is None:
        return None
    return find_plan_progress(now.start, practised, mocks, day, frozenset(now.seconds))


def _answered(
    question_id: str, day: date, now: Circumstances, known: Points, ratings: Iterator[Rating]
) -> tuple[PointMemory, ...]:
    """Return what is known of a question's points once it was answered."""
    before = {memory.last.point_id: memory for memory in known.get(question_id, ())}
    reviews = (
        Review(question_id, name, day, rating, _VERDICTS[rating])
        for name, rating in zip(now.points[question_id], ratings, strict=False)
    )
    return remember(reviews, before.values())


def _as_before(memories: Iterable[PointMemory]) -> Iterator[Rating]:
    """Yield ratings without end, in the shares that the last answers had, those of each kind spread evenly."""
    times = Counter(memory.last.rating for memory in memories) or Counter({Rating.GOOD: 1})
    owed = dict.fromkeys(sorted(times), 0.0)
    while True:
        for rating, number in times.items():
            owed[rating] += number / times.total()
        rating = max(owed, key=owed.__getitem__)
        owed[rating] -= 1.0
        yield rating
