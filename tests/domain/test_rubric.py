"""The ids of questions, and one question explained to somebody else."""

from pathlib import Path

import pytest
from pilots import L1

from coach.bank.bank import Bank, Entry
from coach.domain.rubric import (
    BEGINNER,
    EXECUTIVE,
    again_id,
    asked_question,
    audience_of,
    explain_to,
    following_id,
    is_following,
    split_id,
)
from coach.errors import RubricError


def test_an_exercise_has_the_same_key_points_and_says_who_listens() -> None:
    asked = explain_to(L1, BEGINNER)
    assert asked.key_points == L1.key_points
    assert asked.question == f"{BEGINNER.asks} {L1.question}"
    assert asked.follows == L1.id
    assert audience_of(asked.id) is BEGINNER
    assert audience_of(L1.id) is None


def test_the_bank_gives_an_exercise_by_its_id() -> None:
    bank = Bank((Entry(L1, Path("l1.toml")),))
    assert bank.get("l1-vs-l2/for-an-executive") == explain_to(L1, EXECUTIVE)


def test_the_bank_gives_one_point_to_be_said_again_and_knows_no_point_that_is_not_there() -> None:
    bank = Bank((Entry(L1, Path("l1.toml")),))
    again = bank.get(again_id("l1-vs-l2", "p2"))
    assert again.key_points == L1.key_points[1:]
    assert again.follows == L1.id
    assert L1.key_points[1].point in again.question
    with pytest.raises(RubricError):
        bank.get(again_id("l1-vs-l2", "p9"))


@pytest.mark.parametrize(
    ("question_id", "parts", "follows"),
    [("l1", ("l1", ""), False), ("l1/zeros", ("l1", "zeros"), True), ("l1/", ("l1", ""), True)],
)
def test_an_id_is_taken_apart_in_one_way(question_id: str, parts: tuple[str, str], follows: bool) -> None:
    assert split_id(question_id) == parts
    assert asked_question(question_id) == parts[0]
    assert is_following(question_id) == follows
    assert not follows or following_id(*parts) == question_id
