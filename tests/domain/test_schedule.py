from datetime import date

from coach.domain.coverage import Verdict
from coach.domain.schedule import PlanItem, PlannedItem, PlanProgress, PointMemory, Rating, Review, WeekProgress

MONDAY = date(2026, 3, 2)


def week(number: int, *done: bool) -> WeekProgress:
    items = tuple(PlannedItem(PlanItem(f"q{number}{place}", 0, 1), each, MONDAY) for place, each in enumerate(done))
    return WeekProgress(number, "A theme", items)


def test_the_days_of_a_point_run_from_its_last_review_to_the_day_it_is_due() -> None:
    last = Review("q", "p", MONDAY, Rating.GOOD, Verdict.COVERED)
    assert PointMemory(last, date(2026, 3, 9), 7.0, 3, 3).days == 7


def test_the_current_week_is_the_first_with_something_open() -> None:
    progress = PlanProgress(MONDAY, (week(1, True, True), week(2, True, False), week(3, False)), 0, MONDAY)
    assert progress.current is not None
    assert (progress.current.number, progress.current.done) == (2, 1)
    assert [each.item.question_id for each in progress.open] == ["q21", "q30"]


def test_a_finished_plan_has_no_current_week() -> None:
    assert PlanProgress(MONDAY, (week(1, True),), 0, MONDAY).current is None


def test_an_item_without_a_question_is_a_mock_interview() -> None:
    assert PlanItem("", 22, 1).is_mock
    assert not PlanItem("lora", 6, 1).is_mock
