from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from coach.bank.bank import load_bank
from coach.domain.schedule import PlanProgress
from coach.paths import shipped_folder
from coach.plan.four_weeks import DAYS, MOCK, WEEKS, find_plan_progress, list_items

ALL = frozenset(name for _, names in WEEKS for name in names if name != MOCK)
CONCEPTS = {
    entry.rubric.id for entry in load_bank(shipped_folder("rubrics"), Path("none")).entries if entry.round == "concepts"
}


def test_the_first_week_goes_through_the_whole_concept_bank() -> None:
    names = WEEKS[0][1]
    assert len(CONCEPTS) == 21
    assert set(names) == CONCEPTS | {"gradient-descent", "classification-metrics"}
    assert len(names) == 23


def test_every_drill_every_prompt_and_every_story_comes_once_at_least() -> None:
    assert len(ALL) == 21 + 8 + 6 + 6
    assert sum(name.startswith("design-") for name in WEEKS[3][1]) == 6


def test_the_last_week_has_two_mock_interviews() -> None:
    assert [names.count(MOCK) for _, names in WEEKS] == [0, 0, 0, 2]
    mocks = [item for _, items in list_items(ALL) for item in items if item.is_mock]
    assert [item.turn for item in mocks] == [1, 2]


def test_a_question_that_comes_again_counts_its_turns() -> None:
    turns = [item.turn for _, items in list_items(ALL) for item in items if item.question_id == "attention"]
    assert turns == [1, 2]


def test_a_weeks_questions_are_spread_over_its_seven_days_in_order() -> None:
    for number, (_, items) in enumerate(list_items(ALL)):
        days = [item.day for item in items]
        assert days == sorted(days)
        assert set(days) == set(range(DAYS * number, DAYS * number + DAYS))
        loads = [days.count(day) for day in set(days)]
        assert max(loads) - min(loads) <= 1


def test_questions_that_the_bank_lacks_are_left_out() -> None:
    weeks = list_items(frozenset({"lora", "somebody-elses"}))
    assert [[item.question_id for item in items] for _, items in weeks] == [["lora"], [], ["lora"], [MOCK, MOCK]]


START = date(2026, 3, 2)
LAST = START + timedelta(days=27)


def day(number: int) -> date:
    """A day of the plan, from 0."""
    return START + timedelta(days=number)


def progress(
    today: int, practised: Mapping[str, list[date]] | None = None, mocks: tuple[int, ...] = ()
) -> PlanProgress:
    return find_plan_progress(START, practised or {}, [day(each) for each in mocks], day(today), ALL)


def on_plan(days: int) -> dict[str, list[date]]:
    """Practice of everything that the first days of the plan have, each on its day."""
    practised: dict[str, list[date]] = {}
    for _, items in list_items(ALL):
        for item in items:
            if item.day < days and not item.is_mock:
                practised.setdefault(item.question_id, []).append(day(item.day))
    return practised


def test_a_plan_just_begun_ends_on_its_28th_day() -> None:
    begun = progress(0)
    assert (begun.moved, begun.ends, begun.start) == (0, LAST, START)
    assert [week.done for week in begun.weeks] == [0, 0, 0, 0]
    assert begun.current is not None
    assert begun.current.number == 1


def test_before_it_begins_nothing_has_moved() -> None:
    assert (progress(-5).moved, progress(-5).ends) == (0, LAST)


def test_whoever_keeps_to_it_is_never_moved() -> None:
    for today in range(22):
        assert progress(today, on_plan(today)).moved == 0
    assert [week.done for week in progress(14, on_plan(14)).weeks] == [23, 11, 0, 0]


def test_one_missed_day_moves_all_that_is_open_by_one_day() -> None:
    late = progress(4, on_plan(3))
    assert (late.moved, late.ends) == (1, LAST + timedelta(days=1))
    in_time = {each.item: each.on for each in progress(3, on_plan(3)).open}
    assert all(each.on == in_time[each.item] + timedelta(days=1) for each in late.open)


def test_only_days_without_any_practice_are_missed() -> None:
    other = {"design-feed-ranking": [day(0), day(2)], "somebody-elses": [day(1)]}
    behind = progress(3, other)
    assert (behind.moved, behind.missed) == (3, 0)
    assert progress(3, {"design-feed-ranking": [day(-1), day(1), day(3)]}, mocks=(1,)).missed == 2
    assert (progress(0).missed, progress(-5).missed, progress(4, on_plan(3)).missed) == (0, 0, 1)


def test_after_a_missed_week_no_day_has_more_than_it_had() -> None:
    late, in_time = progress(12, on_plan(5)), progress(5, on_plan(5))
    assert late.moved == 7
    week = timedelta(days=7)
    assert Counter(each.on - week for each in late.open) == Counter(each.on for each in in_time.open)


def test_what_was_done_keeps_its_day() -> None:
    done = [each for week in progress(12, on_plan(5)).weeks for each in week.items if each.done]
    assert done
    assert all(each.on == day(each.item.day) for each in done)


def test_the_second_time_of_a_question_needs_a_second_day() -> None:
    def turns(*days: date) -> list[bool]:
        weeks = progress(10, {"attention": list(days)}).weeks
        return [each.done for week in weeks for each in week.items if each.item.question_id == "attention"]

    assert turns() == [False, False]
    assert turns(day(1), day(1)) == [True, False]
    assert turns(day(1), day(2)) == [True, True]


def test_practice_before_the_start_does_not_count() -> None:
    assert progress(0, {"attention": [day(-1), day(-3)]}, mocks=(-1,)).weeks[0].done == 0


def test_mock_interviews_are_counted_whatever_their_day() -> None:
    assert [progress(25, mocks=mocks).weeks[3].done for mocks in ((), (3,), (3, 3), (3, 9, 12))] == [0, 1, 2, 2]


def test_a_finished_plan_has_nothing_open_and_ends_no_later() -> None:
    finished = progress(60, on_plan(28), mocks=(24, 26))
    assert (finished.open, finished.current, finished.moved, finished.ends) == ((), None, 0, LAST)


def test_an_empty_bank_still_has_its_mock_interviews() -> None:
    empty = find_plan_progress(START, {}, [], START, frozenset())
    assert [each.item.is_mock for each in empty.open] == [True, True]


def test_days_that_pass_over_the_first_open_item_are_counted() -> None:
    first = WEEKS[0][1][0]
    assert progress(5).waits == 0
    assert progress(5, {"somebody-elses": [day(0), day(0), day(3)]}).waits == 2
    assert progress(5, {first: [day(1)], "somebody-elses": [day(0), day(3), day(5)]}).waits == 1
