from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from fakes import FakeReader, fake_judge

from coach.content.judge import Judge
from coach.content.reader import Pair, Reading
from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.lint.doubt import Doubt
from coach.practice.lint.general_points import choose_foreign, find_general_points
from coach.practice.lint.model_answers import ModelAnswers

JUDGE = fake_judge()

GENERAL = KeyPoint("depends", "the best choice depends on your data")
NARROW = KeyPoint("sparse", "lasso drives many weights exactly to zero")
RUBRIC = Rubric("l1", "What is lasso?", (NARROW, GENERAL))


def foreign(number: int, answer: str) -> Rubric:
    own = KeyPoint("own", "trees split nodes until every leaf stays pure")
    text = f"Trees split nodes until every leaf stays pure. {answer}"
    return Rubric(f"q{number}", "How do trees grow?", (own,), model_answer=text)


def asking(number: int, topic: str) -> Rubric:
    return replace(foreign(number, ""), topic=topic)


def doubts(others: Sequence[Rubric], judge: Judge = JUDGE) -> list[Doubt]:
    return list(find_general_points(RUBRIC, others, ModelAnswers(judge), judge))


def test_a_point_that_the_three_nearest_foreign_answers_make_is_general_and_the_words_taken_for_it_are_quoted() -> None:
    others = [foreign(3, ""), *(foreign(at, "The best choice depends on your data.") for at in range(3))]
    (doubt,) = doubts(others)
    assert doubt.what == (
        "`key_points[2]` (depends) is so general that answers to other questions cover it: all 3 that come "
        'nearest to it among 4 model answers, for instance "The best choice depends on your data" in that of q0'
    )


def test_where_no_words_stand_out_the_nearest_answer_that_makes_a_general_point_is_named() -> None:
    class Silent(FakeReader):
        def _reading(self, pair: Pair) -> Reading:
            return replace(super()._reading(pair), supports=np.zeros(len(pair.words), dtype=np.float32))

    others = [foreign(at, "The best choice depends on your data.") for at in range(3)]
    (doubt,) = doubts(others, fake_judge(Silent()))
    assert doubt.what.endswith("among 3 model answers, for instance that of q0")


def test_a_point_that_the_nearest_answer_does_not_make_is_read_beside_no_other() -> None:
    reader = FakeReader()
    others = [foreign(at, "The data of your choice are many.") for at in range(9)]
    assert doubts(others, fake_judge(reader)) == []
    assert sorted({pair.claim for pair in reader.asked}) == sorted(pair.claim for pair in reader.asked)


def test_two_foreign_answers_are_not_enough() -> None:
    others = [foreign(at, "The best choice depends on your data." if at < 2 else "") for at in range(4)]
    assert doubts(others) == []


def test_fewer_foreign_answers_than_three_say_nothing() -> None:
    others = [foreign(at, "The best choice depends on your data.") for at in range(2)]
    assert doubts(others) == []


def test_other_topics_come_first_each_in_turn_and_never_the_question_itself() -> None:
    bank = [
        asking(0, "mine"),
        asking(1, "mine"),
        asking(2, "trees"),
        asking(3, "trees"),
        asking(4, "nets"),
        replace(asking(5, "nets"), model_answer=""),
    ]
    assert [other.id for other in choose_foreign(bank[0], bank)] == ["q2", "q4", "q3", "q1"]


def test_at_most_twelve_are_chosen() -> None:
    bank = [asking(at, "trees") for at in range(30)]
    assert [other.id for other in choose_foreign(asking(99, "mine"), bank)] == [f"q{at}" for at in range(12)]
