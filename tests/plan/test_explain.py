from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.domain.coverage import Verdict
from coach.domain.schedule import PointMemory, Rating, Review
from coach.plan.explain import WHAT_HELPS, explain_due, name_day

FRIDAY = date(2026, 11, 20)


def memory(
    rating: Rating, verdict: Verdict, days: int, *, row: int = 0, chosen: bool = False, hinted: bool = False
) -> PointMemory:
    last = Review("q", "p", FRIDAY, rating, verdict, chosen=chosen, hinted=hinted)
    return PointMemory(last, FRIDAY + timedelta(days=days), float(days), max(1, row), row)


def test_a_missed_point_comes_back_once_others_have_had_their_turn() -> None:
    missed = memory(Rating.AGAIN, Verdict.MISSED, 2)
    assert explain_due(missed, FRIDAY) == (
        "Due on 22 Nov: you missed it today, so it comes back after 2 days, the shortest wait there is."
    )
    assert (
        explain_due(missed, date(2026, 11, 24))
        == "Due since Sunday: you missed it on Friday, so it comes back after 2 days, the shortest wait there is."
    )


def test_a_point_that_was_long_known_and_then_missed_is_not_said_to_be_known_still() -> None:
    assert (
        explain_due(memory(Rating.AGAIN, Verdict.MISSED, 4), date(2026, 11, 24))
        == "Due today: you missed it on Friday, so it comes back after only 4 days."
    )


def test_a_contradicted_point_is_called_so() -> None:
    said = explain_due(memory(Rating.AGAIN, Verdict.CONTRADICTED, 2), date(2026, 11, 21))
    assert said == (
        "Due tomorrow: you said the opposite yesterday, so it comes back after 2 days, the shortest wait there is."
    )


def test_a_point_that_is_set_aside_says_so_and_what_helps() -> None:
    said = explain_due(replace(memory(Rating.AGAIN, Verdict.MISSED, 2), missed=8), FRIDAY)
    assert said == f"Set aside: you missed it today, and on 7 other days. {WHAT_HELPS}"
    unsure = replace(memory(Rating.HARD, Verdict.UNSURE, 2), missed=8)
    assert "whether you made it today; missed on 8 days before." in explain_due(unsure, FRIDAY)
    made = replace(memory(Rating.GOOD, Verdict.COVERED, 2, row=1), missed=8)
    assert explain_due(made, FRIDAY).startswith("Due on 22 Nov: you made it today")


def test_a_point_made_in_part_and_one_made_after_a_hint_are_told_apart() -> None:
    assert "made it only in part" in explain_due(memory(Rating.HARD, Verdict.PARTLY, 1), FRIDAY)
    assert "made it today after a hint" in explain_due(memory(Rating.HARD, Verdict.COVERED, 1, hinted=True), FRIDAY)


def test_a_point_made_several_times_says_how_often_and_what_chance_there_is() -> None:
    assert explain_due(memory(Rating.GOOD, Verdict.COVERED, 13, row=3), date(2026, 11, 23)) == (
        "Due on 3 Dec: you made it 3 times in a row, last on Friday, "
        "so it comes back after 13 days, while you should still know it with a chance of about 90 %."
    )


def test_the_first_time_is_no_row() -> None:
    assert "in a row" not in explain_due(memory(Rating.GOOD, Verdict.COVERED, 2, row=1), FRIDAY)


@pytest.mark.parametrize(("rating", "words"), [(1, "not known"), (2, "hardly known"), (3, "known"), (4, "easy")])
def test_the_users_own_rating_is_given_as_the_reason(rating: int, words: str) -> None:
    said = explain_due(memory(Rating(rating), Verdict.COVERED, 8, row=2, chosen=True), FRIDAY)
    assert f": you rated it {rating}, {words}, today, so" in said


def test_the_longest_wait_says_that_there_is_none_longer() -> None:
    assert explain_due(memory(Rating.GOOD, Verdict.COVERED, 180, row=7), FRIDAY).endswith(
        "after 180 days, the longest wait there is."
    )


@pytest.mark.parametrize("rating", list(Rating))
@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("days_later", [0, 1, 2, 9, 500])
def test_every_date_is_explained_in_exactly_one_sentence(rating: Rating, verdict: Verdict, days_later: int) -> None:
    for chosen in (False, True):
        said = explain_due(memory(rating, verdict, 2, chosen=chosen), FRIDAY + timedelta(days=days_later))
        assert said.startswith("Due ")
        assert said.endswith(".")
        assert said.count(".") == 1


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 19), "yesterday"),
        (date(2026, 11, 21), "tomorrow"),
        (date(2026, 11, 14), "on Saturday"),
        (date(2026, 11, 13), "on 13 Nov"),
        (date(2025, 12, 3), "on 3 Dec 2025"),
        (date(2027, 1, 2), "on 2 Jan 2027"),
    ],
)
def test_days_are_named_so_that_they_cannot_be_mistaken(day: date, name: str) -> None:
    assert name_day(day, FRIDAY) == name
