"""Which question of a sitting is asked now."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.rubric import Difficulty
from coach.domain.sitting import Ask, Sitting, SittingKind


def sitting(*asks: Ask) -> Sitting:
    return Sitting(
        "s", SittingKind.MOCK, datetime(2026, 3, 1, tzinfo=UTC), ("concepts",), 10.0, Difficulty.MEDIUM, tuple(asks)
    )


def test_the_first_question_that_is_neither_answered_nor_passed_is_asked_now() -> None:
    made = sitting(Ask("a", "1"), Ask("b", skipped=True), Ask("c"), Ask("d"))
    assert made.current == Ask("c")
    assert made.number == 3
    assert sitting(Ask("a", "1")).current is None
    assert sitting(Ask("a", "1")).number == 0


def test_follow_ups_are_asked_behind_their_answer_and_not_counted_as_questions() -> None:
    made = sitting(Ask("a", "1"), Ask("b")).dig("1", "a/p")
    assert [ask.question_id for ask in made.asks] == ["a", "a/p", "b"]
    assert made.questions == 2
    assert made.number == 1


def test_what_became_of_a_question_that_is_not_asked_any_more_changes_nothing() -> None:
    made = sitting(Ask("a", "1"), Ask("b"))
    assert made.settle(Ask("a", "2")) == made
    assert made.settle(Ask("b", "2")).asks == (Ask("a", "1"), Ask("b", "2"))


@given(st.permutations(["a", "b", "c", "d"]))
def test_whatever_the_order_of_the_answers_each_lands_at_its_question(order: list[str]) -> None:
    made = sitting(*(Ask(name) for name in "abcd"))
    for name in order:
        made = made.settle(Ask(name, f"attempt {name}"))
    assert [ask.attempt_id for ask in made.asks] == [f"attempt {name}" for name in "abcd"]
    assert made.current is None
