"""One question explained to somebody else."""

from pathlib import Path

from pilots import L1

from coach.bank.bank import Bank, Entry
from coach.domain.audience import BEGINNER, EXECUTIVE, audience_of, explain_to


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
