from datetime import date, timedelta

from coach.domain.coverage import Verdict
from coach.domain.schedule import PointMemory, Rating, Review
from coach.plan.due import PATIENCE_DAYS, due_questions

TODAY = date(2026, 11, 23)
VERDICTS = {Rating.AGAIN: Verdict.MISSED, Rating.HARD: Verdict.PARTLY, Rating.GOOD: Verdict.COVERED}


def memory(
    question: str,
    ago: int,
    days: int,
    rating: Rating = Rating.GOOD,
    point: str = "p",
    *,
    verdict: Verdict | None = None,
) -> PointMemory:
    """Last asked so many days ago, to come back after so many days."""
    last = Review(question, point, TODAY - timedelta(days=ago), rating, verdict or VERDICTS[rating])
    return PointMemory(last, last.day + timedelta(days=days), float(days), 1, 1)


def test_only_points_whose_day_has_come_are_due() -> None:
    due = due_questions([memory("a", 2, 2), memory("b", 1, 2), memory("a", 1, 9, point="later")], TODAY)
    assert [(each.question_id, len(each.points)) for each in due] == [("a", 1)]


def test_a_missed_point_goes_before_one_that_was_made() -> None:
    due = due_questions([memory("made", 2, 2), memory("missed", 1, 1, Rating.AGAIN)], TODAY)
    assert [each.question_id for each in due] == ["missed", "made"]


def test_more_due_points_go_before_fewer() -> None:
    due = due_questions([memory("one", 2, 2), memory("two", 2, 2), memory("two", 2, 2, point="q")], TODAY)
    assert [each.question_id for each in due] == ["two", "one"]


def test_a_question_that_has_waited_too_long_goes_before_all_others() -> None:
    waited = memory("waited", 60 + PATIENCE_DAYS + 1, 60)
    patient = memory("patient", 60 + PATIENCE_DAYS, 60)
    due = due_questions([memory("missed", 3, 1, Rating.AGAIN), patient, waited], TODAY)
    assert [each.question_id for each in due] == ["waited", "missed", "patient"]


def test_the_reason_names_how_many_points_and_what_happened_to_the_most_urgent() -> None:
    contradicted = memory("a", 3, 1, Rating.AGAIN, verdict=Verdict.CONTRADICTED)
    (due,) = due_questions([memory("a", 3, 2, point="q"), contradicted], TODAY)
    assert due.reason == "2 points are due: you said the opposite of one on Friday."
    assert due.points[0] is contradicted
    (due,) = due_questions([memory("a", 1, 1, Rating.AGAIN)], TODAY)
    assert due.reason == "1 point is due: you missed it yesterday."
    (due,) = due_questions([memory("a", 2, 2)], TODAY)
    assert due.reason == "1 point is due: last made on Saturday."
    (due,) = due_questions([memory("a", 2, 1, Rating.HARD)], TODAY)
    assert due.reason == "1 point is due: you made it only in part on Saturday."
    (due,) = due_questions([contradicted], TODAY)
    assert due.reason == "1 point is due: you said the opposite of it on Friday."
