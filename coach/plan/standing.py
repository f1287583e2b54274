"""How far the four-week plan has come, and by how much missed days have moved it."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from coach.domain.schedule import PlanItem, PlannedItem, PlanStanding, WeekStanding
from coach.plan.four_weeks import list_items


def find_standing(
    start: date, practised: Mapping[str, Collection[date]], mocks: Collection[date], today: date, known: frozenset[str]
) -> PlanStanding:
    """Say how the plan stands.

    The n-th time that the plan asks a question is done once it was practised on n days since the start. Where the first
    open item belongs to a day that has passed, everything open moves by as many days as are missing: the days of the
    plan come one after the other, and none is put on top of another.

    Args:
        start: The day that the plan begins with.
        practised: Days on which each question was practised, by its id; in any order, days may repeat.
        mocks: Days on which a mock interview was ended.
        today: The day it is.
        known: Ids of the questions of the bank.
    """
    weeks = list_items(known)
    days = {name: {day for day in each if day >= start} for name, each in practised.items()}
    mock_days = sorted(day for day in mocks if day >= start)

    def done(item: PlanItem) -> bool:
        return item.turn <= (len(mock_days) if item.is_mock else len(days.get(item.question_id, ())))

    first_open = next((item for _, items in weeks for item in items if not done(item)), None)
    moved = 0 if first_open is None else max(0, (today - start).days - first_open.day)
    standing = []
    for number, (theme, items) in enumerate(weeks, start=1):
        planned = []
        for item in items:
            is_done = done(item)
            planned.append(PlannedItem(item, is_done, start + timedelta(days=item.day + (0 if is_done else moved))))
        standing.append(WeekStanding(number, theme, tuple(planned)))
    last = max((each.on for week in standing for each in week.items), default=start)
    everything = [item for _, items in weeks for item in items]
    before = everything if first_open is None else everything[: everything.index(first_open)]
    return PlanStanding(start, tuple(standing), moved, last, _waits(start, before, days, mock_days, today))


def _waits(
    start: date, before: list[PlanItem], days: Mapping[str, Collection[date]], mocks: list[date], today: date
) -> int:
    """Count the days with practice between the day on which the last of the items before was done, and today."""
    done_on = [(mocks if item.is_mock else sorted(days[item.question_id]))[item.turn - 1] for item in before]
    came_up = max(done_on, default=start - timedelta(days=1))
    return len({day for each in (*days.values(), mocks) for day in each if came_up < day < today})
