from pilots import L1, ROC, bank, rubric

from coach.domain.rubric import following_id
from coach.domain.schedule import ItemKind, Session, SessionItem
from coach.practice.next_question import NextQuestion, next_question

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


def test_after_the_last_question_of_the_bank_comes_the_first() -> None:
    assert next_question(ROC.id, BANK, None) == NextQuestion(L1.id, today=False)


def test_after_a_question_that_has_left_the_bank_comes_the_first() -> None:
    assert next_question("gone", BANK, None) == NextQuestion(L1.id, today=False)


def test_an_empty_bank_has_no_next_question() -> None:
    assert next_question("gone", bank(), None) == NextQuestion("", today=False)
