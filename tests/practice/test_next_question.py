from dataclasses import replace

from pilots import L1, ROC, bank, rubric, sample_attempt, unjudged_attempt

from coach.domain.coverage import Label
from coach.domain.rubric import FollowUp, KeyPoint, Rubric, following_id
from coach.domain.schedule import ItemKind, Session, SessionItem
from coach.practice.next_question import NextQuestion, another_question, choose_follow_ups, next_question

BANK = bank(L1, ROC)
"""In the order of their topics: L1 is of the fundamentals, ROC of statistics."""


def session(*question_ids: str) -> Session:
    items = tuple(SessionItem(each, ItemKind.NEW, "never asked", 2.0) for each in question_ids)
    return Session(items, minutes=20.0, done_minutes=0.0, due_later=0)


def test_the_next_question_of_the_session_comes_before_the_next_of_the_bank() -> None:
    third = rubric("third", "What is the third?")
    assert next_question(L1.id, bank(L1, third, ROC), session(L1.id, ROC.id)) == NextQuestion(ROC.id, today=True)


def test_a_follow_up_counts_as_its_question() -> None:
    follow_up = following_id(L1.id, L1.key_points[0].id)
    assert next_question(follow_up, BANK, session(L1.id, ROC.id)) == NextQuestion(ROC.id, today=True)
    assert next_question(follow_up, BANK, None) == NextQuestion(ROC.id, today=False)


def test_a_session_with_nothing_but_a_mock_or_the_question_just_answered_is_over() -> None:
    over = NextQuestion(ROC.id, today=False, session_over=True)
    assert next_question(L1.id, BANK, session("", L1.id)) == over
    assert next_question(L1.id, BANK, session()) == over


def test_once_the_session_is_over_what_is_due_next_follows_and_goes_on() -> None:
    over = replace(session(L1.id), more=(L1.id, ROC.id))
    assert next_question(L1.id, BANK, over) == NextQuestion(ROC.id, today=True, session_over=True, more=True)
    assert next_question(L1.id, BANK, over, more=True) == NextQuestion(ROC.id, today=True, more=True)


def test_after_the_last_question_of_the_bank_comes_the_first() -> None:
    assert next_question(ROC.id, BANK, None) == NextQuestion(L1.id, today=False)


def test_after_a_question_that_has_left_the_bank_comes_the_first() -> None:
    assert next_question("gone", BANK, None) == NextQuestion(L1.id, today=False)


def test_a_drill_goes_on_with_a_question_of_the_same_round_that_it_has_not_had_yet() -> None:
    third, coding = rubric("third", "What is the third?"), rubric("coding", "Code it.")
    entries = (*bank(L1, third, ROC).entries, replace(bank(coding).entries[0], round="coding"))
    many = replace(bank(), entries=entries)
    drilled = following_id(L1.id, "for-a-beginner")
    assert {another_question(drilled, many, {L1.id}, seed) for seed in range(20)} == {"third", ROC.id}
    assert {another_question(drilled, many, {L1.id, "third"}, seed) for seed in range(20)} == {ROC.id}
    assert {another_question(ROC.id, many, {L1.id, "third", ROC.id}, seed) for seed in range(20)} == {L1.id, "third"}
    assert another_question("coding", many, (), 1) == "coding"
    assert another_question("gone", bank(L1), (), 1) == L1.id


def test_an_empty_bank_has_no_next_question() -> None:
    assert next_question("gone", bank(), None) == NextQuestion("", today=False)


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
