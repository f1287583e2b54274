from datetime import UTC, date, datetime, time, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.coverage import Verdict
from coach.domain.schedule import Rating, Review
from coach.plan.basis import FEWEST_DAYS, MOST_DAYS
from coach.plan.memory import propose_rating, remember, was_due

MONDAY = date(2026, 3, 2)
VERDICTS = {
    Rating.AGAIN: Verdict.MISSED,
    Rating.HARD: Verdict.PARTLY,
    Rating.GOOD: Verdict.COVERED,
    Rating.EASY: Verdict.COVERED,
}


def review(days: int, rating: Rating, point: str = "p", question: str = "q") -> Review:
    return Review(question, point, MONDAY + timedelta(days=days), rating, VERDICTS[rating])


@pytest.mark.parametrize(("rating", "days"), [(Rating.AGAIN, 2), (Rating.HARD, 2), (Rating.GOOD, 2), (Rating.EASY, 8)])
def test_a_point_comes_back_the_later_the_better_it_was_known_but_not_the_next_day(rating: Rating, days: int) -> None:
    (memory,) = remember([review(0, rating)])
    assert memory.due == MONDAY + timedelta(days=days)
    assert memory.days == days


def test_the_last_answer_of_a_day_counts_for_the_day() -> None:
    (memory,) = remember([review(0, Rating.EASY), review(0, Rating.GOOD), review(0, Rating.AGAIN)])
    assert memory.due == MONDAY + timedelta(days=2)
    assert memory.reviews == 1
    assert remember([review(0, Rating.AGAIN), review(0, Rating.GOOD)]) == remember([review(0, Rating.GOOD)])


def test_each_point_of_each_question_is_remembered_by_itself() -> None:
    memories = remember(
        [review(0, Rating.GOOD, "b"), review(0, Rating.AGAIN, "a"), review(0, Rating.EASY, "b", "other")]
    )
    assert [(each.last.question_id, each.last.point_id, each.days) for each in memories] == [
        ("q", "b", 2),
        ("q", "a", 2),
        ("other", "b", 8),
    ]


def test_a_miss_ends_the_row_and_a_partly_made_point_does_too() -> None:
    good = [review(0, Rating.GOOD), review(2, Rating.GOOD)]
    assert remember(good)[0].in_a_row == 2
    assert remember([*good, review(9, Rating.HARD)])[0].in_a_row == 0
    assert remember([*good, review(9, Rating.AGAIN), review(10, Rating.GOOD)])[0].in_a_row == 1


def test_nobody_waits_longer_than_half_a_year() -> None:
    day, reviews = 0, []
    for _ in range(8):
        reviews.append(review(day, Rating.EASY))
        day += remember(reviews)[0].days
    assert remember(reviews)[0].days == MOST_DAYS


def test_eight_days_on_which_it_was_missed_set_a_point_aside_until_it_is_made_in_full() -> None:
    misses = [review(3 * day, Rating.AGAIN) for day in range(7)]
    (memory,) = remember([*misses, *misses[-1:]])
    assert (memory.missed, memory.set_aside) == (7, False)
    misses.append(review(21, Rating.AGAIN))
    (memory,) = remember(misses)
    assert (memory.missed, memory.set_aside) == (8, True)
    (hardly,) = remember([review(24, Rating.HARD)], [memory])
    assert hardly.set_aside
    (made,) = remember([review(24, Rating.GOOD)], [memory])
    assert (made.missed, made.set_aside) == (8, False)
    (again,) = remember([review(30, Rating.AGAIN)], [made])
    assert (again.missed, again.set_aside) == (9, True)


def test_a_better_answer_on_the_same_day_takes_the_miss_back() -> None:
    (memory,) = remember([review(0, Rating.AGAIN), review(0, Rating.GOOD)])
    assert memory.missed == 0


def test_points_that_were_never_asked_for_are_not_there() -> None:
    assert remember([]) == ()


@given(st.lists(st.tuples(st.integers(1, 60), st.sampled_from(Rating)), min_size=1, max_size=12))
def test_the_dates_are_those_of_fsrs_at_noon_of_each_day(steps: list[tuple[int, Rating]]) -> None:
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=MOST_DAYS, enable_fuzzing=False)
    card, day, reviews = fsrs.Card(card_id=1), 0, []
    for gap, rating in steps:
        day += gap
        reviews.append(review(day, rating))
        noon = datetime.combine(reviews[-1].day, time(12), UTC)
        card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), noon)
    (memory,) = remember(reviews)
    assert memory.due == max(card.due.date(), reviews[-1].day + timedelta(days=FEWEST_DAYS))
    assert memory.stability == card.stability


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(Rating), st.sampled_from("pq")), max_size=12), st.data())
def test_rolling_forward_comes_to_the_same_as_going_through_everything(
    steps: list[tuple[int, Rating, str]], data: st.DataObject
) -> None:
    day, reviews = 0, []
    for gap, rating, point in steps:
        day += gap
        reviews.append(review(day, rating, point))
    cut = data.draw(st.integers(0, len(reviews)))
    assert remember(reviews[cut:], remember(reviews[:cut])) == remember(reviews)


def test_an_answer_after_the_clocks_went_back_over_midnight_belongs_to_the_same_day() -> None:
    (memory,) = remember([review(1, Rating.AGAIN), review(0, Rating.GOOD)])
    assert memory.last.day == MONDAY + timedelta(days=1)
    assert (memory.reviews, memory.last.rating) == (1, Rating.GOOD)


@pytest.mark.parametrize(
    ("verdict", "alone", "hinted"),
    [
        (Verdict.CONTRADICTED, Rating.AGAIN, Rating.AGAIN),
        (Verdict.MISSED, Rating.AGAIN, Rating.AGAIN),
        (Verdict.PARTLY, Rating.HARD, Rating.HARD),
        (Verdict.COVERED, Rating.GOOD, Rating.HARD),
        (Verdict.UNSURE, Rating.HARD, Rating.HARD),
    ],
)
def test_a_verdict_proposes_a_rating_and_a_hint_takes_one_off_a_covered_point(
    verdict: Verdict, alone: Rating, hinted: Rating
) -> None:
    assert propose_rating(verdict) is alone
    assert propose_rating(verdict, hinted=True) is hinted


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(Rating)), min_size=1, max_size=6), st.integers(0, 90))
def test_whether_a_point_was_due_before_it_was_asked_for_can_still_be_told(
    answers: list[tuple[int, Rating]], later: int
) -> None:
    day, reviews = 0, []
    for days, rating in answers:
        day += days
        reviews.append(review(day, rating))
    today = MONDAY + timedelta(days=day + later)
    (before,) = remember(reviews)
    (after,) = remember([*reviews, review(day + later, Rating.GOOD)])
    assert not was_due(before, today + timedelta(days=1))
    if later:
        assert was_due(after, today) == (before.due <= today)
