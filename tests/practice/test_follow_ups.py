"""Which follow-up is asked after an answer."""

from dataclasses import replace

from pilots import sample_attempt, unjudged_attempt

from coach.domain.coverage import Label
from coach.domain.rubric import FollowUp, KeyPoint, Rubric
from coach.practice.follow_ups import choose_follow_ups

ATTEMPT = sample_attempt()  # its four points: covered, contradicted, missed and unsure, in some order
POINTS = ATTEMPT.coverage.points
RUBRIC = Rubric(
    ATTEMPT.question_id,
    ATTEMPT.question,
    tuple(KeyPoint(point.id, point.point, point.importance) for point in POINTS),
    follow_ups=tuple(FollowUp(point.id, f"And {point.verdict.value}?") for point in POINTS),
)


def test_what_was_contradicted_is_dug_at_first_then_what_was_missed_and_nothing_else() -> None:
    asked = [each.question for each in choose_follow_ups(RUBRIC, ATTEMPT)]
    assert asked == ["And contradicted?", "And missed?"]


def test_a_point_that_the_user_says_was_made_is_not_dug_at() -> None:
    missed = next(point for point in POINTS if point.verdict.value == "missed")
    labelled = replace(ATTEMPT, labels={missed.id: Label.SAID})
    assert [each.question for each in choose_follow_ups(RUBRIC, labelled)] == ["And contradicted?"]


def test_heavier_missed_points_come_before_lighter_ones() -> None:
    as_missed = tuple(
        replace(point, verdict=POINTS[0].verdict.MISSED, importance=1.0 + at) for at, point in enumerate(POINTS)
    )
    attempt = replace(ATTEMPT, coverage=replace(ATTEMPT.coverage, points=as_missed))
    assert [each.point for each in choose_follow_ups(RUBRIC, attempt)] == [point.id for point in reversed(POINTS)]


def test_nothing_is_asked_where_nothing_could_be_judged_or_there_are_no_follow_ups() -> None:
    assert choose_follow_ups(RUBRIC, unjudged_attempt()) == ()
    assert choose_follow_ups(replace(RUBRIC, follow_ups=()), ATTEMPT) == ()
