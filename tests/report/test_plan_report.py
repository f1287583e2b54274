from dataclasses import replace
from datetime import date

import pytest

from coach.domain.schedule import (
    Agenda,
    Circumstances,
    DayAhead,
    ItemKind,
    Outlook,
    PlanItem,
    PlannedItem,
    PlanProgress,
    Session,
    SessionItem,
    WeekProgress,
)
from coach.report.bank_words import bank_words
from coach.report.plan_report import describe_assumption, describe_due_later, describe_end, describe_plan

FULL = Session((), minutes=20.0, done_minutes=20.0, due_later=1)


@pytest.mark.parametrize(
    ("due_later", "said"),
    [
        (1, "1 more question is due; it can wait for another day."),
        (3, "3 more questions are due; they can wait for another day."),
    ],
)
def test_what_is_due_beyond_today_may_wait(due_later: int, said: str) -> None:
    assert describe_due_later(replace(FULL, due_later=due_later)) == said


@pytest.mark.parametrize(
    ("moved", "missed", "said"),
    [
        (0, 0, ""),
        (0, 2, ""),
        (2, 0, ", 2 days behind; nothing piles up"),
        (1, 0, ", 1 day behind; nothing piles up"),
        (5, 2, ", 5 days behind, 2 of them missed; nothing piles up"),
        (2, 2, ", moved by 2 missed days; nothing piles up"),
        (1, 3, ", moved by 1 missed day; nothing piles up"),
    ],
)
def test_a_day_is_called_missed_only_where_nothing_was_practised(moved: int, missed: int, said: str) -> None:
    start, today = date(2026, 3, 2), date(2026, 3, 9)
    week = WeekProgress(1, "A theme", (PlannedItem(PlanItem("q", 0, 1), False, today),))
    progress = PlanProgress(start, (week,), moved, date(2026, 3, 29), missed=missed)
    assert describe_end(progress, today) == f"Started on 2 Mar, ends on 29 Mar{said}."


def test_only_the_whole_session_has_minutes_so_that_no_lines_can_fail_to_add_up() -> None:
    today = date(2026, 3, 9)
    items = tuple(SessionItem(f"q{at}", ItemKind.NEW, "You have not answered it yet.", 2.5) for at in range(8))
    now = Circumstances(today, 20.0, None, (), {}, (), {}, {}, ())
    agenda = Agenda(now, Session(items, 20.0, 0.0, 0), None, ())
    outlook = Outlook(20.0, (DayAhead(today, 0, 0, 0.0),), True, None)
    session = next(each for each in describe_plan(agenda, outlook, bank_words(())) if each.heading == "Today")
    assert [line for line in session.lines if "min" in line] == ["8 questions, about 20 minutes: all new."]
    assert len(session.lines) == 9


def test_a_day_with_more_than_fits_says_whether_that_is_all_right() -> None:
    today = date(2026, 3, 9)
    light, heavy = DayAhead(today, 5, 2, 5.0), DayAhead(today, 161, 40, 101.0)
    told = (
        "What is due, if you practise 20 minutes every day and answer as you did last time; the new questions of each "
        "day are in it."
    )
    assert describe_assumption(Outlook(20.0, (light,), True, None)) == told
    later = f"{told} ▓ does not fit into its day and is asked on a later one"
    assert (
        describe_assumption(Outlook(20.0, (light, heavy), True, None))
        == f"{later}, within about a week, so your minutes are enough."
    )
    assert describe_assumption(Outlook(20.0, (light, heavy), False, 45)) == f"{later}."
