"""Which questions a mock interview and a rapid-fire drill ask."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.bank.bank import Bank, Entry
from coach.domain.rubric import Difficulty, KeyPoint, Rubric
from coach.domain.sitting import SittingKind
from coach.errors import CoachError
from coach.practice.mock import Choice, check_rounds, known_rounds, plan_mock, plan_rapid_fire, seconds_for

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def entry(name: str, round_: str, difficulty: Difficulty = Difficulty.MEDIUM, longest: float = 60.0) -> Entry:
    rubric = Rubric(name, f"{name}?", (KeyPoint("a", "One."),), seconds=(10.0, longest), difficulty=difficulty)
    return Entry(rubric, Path(f"{name}.toml"), round_)


BANK = Bank(
    (
        *(entry(f"behave-{number}", "behavioral", longest=120.0) for number in range(4)),
        *(entry(f"concept-{number}", "concepts") for number in range(12)),
        entry("concept-easy", "concepts", Difficulty.EASY),
        entry("concept-hard", "concepts", Difficulty.HARD),
        *(entry(f"design-{number}", "system-design", longest=300.0) for number in range(2)),
        entry("mine", "my-round"),
    )
)


def test_every_round_gets_its_share_and_they_come_in_the_order_of_an_interview() -> None:
    sitting = plan_mock(BANK, Choice(("behavioral", "system-design", "concepts"), 20.0), NOW, seed=1)
    rounds = [ask.question_id.split("-")[0] for ask in sitting.asks]
    assert rounds == sorted(rounds, key=["concept", "design", "behave"].index)
    assert set(rounds) == {"concept", "design", "behave"}
    assert sitting.kind is SittingKind.MOCK
    assert sitting.rounds == ("concepts", "system-design", "behavioral")


@pytest.mark.parametrize("minutes", [10.0, 20.0, 45.0])
@pytest.mark.parametrize("seed", range(5))
def test_the_questions_fit_into_the_time_and_none_comes_twice(minutes: float, seed: int) -> None:
    sitting = plan_mock(BANK, Choice(("concepts", "system-design", "behavioral"), minutes), NOW, seed)
    rubrics = [BANK.get(ask.question_id) for ask in sitting.asks]
    assert sum(seconds_for(rubric, Difficulty.MEDIUM) for rubric in rubrics) <= minutes * 60.0
    assert len({rubric.id for rubric in rubrics}) == len(rubrics) > 1


def test_an_easy_mock_leaves_out_hard_questions_and_a_hard_one_easy_ones() -> None:
    easy = plan_mock(BANK, Choice(("concepts",), 60.0, Difficulty.EASY), NOW, 1)
    hard = plan_mock(BANK, Choice(("concepts",), 60.0, Difficulty.HARD), NOW, 1)
    assert {"concept-easy"} == {a.question_id for a in easy.asks} - {a.question_id for a in hard.asks}
    assert {"concept-hard"} == {a.question_id for a in hard.asks} - {a.question_id for a in easy.asks}


def test_the_same_seed_asks_the_same_and_another_one_something_else() -> None:
    choice = Choice(("concepts",), 10.0)
    first, again = plan_mock(BANK, choice, NOW, 1), plan_mock(BANK, choice, NOW, 1)
    assert first.asks == again.asks
    assert any(plan_mock(BANK, choice, NOW, seed).asks != first.asks for seed in range(2, 6))


def test_a_question_longer_than_the_time_is_asked_alone_where_its_round_has_nothing_shorter() -> None:
    sitting = plan_mock(BANK, Choice(("system-design",), 5.0), NOW, 1)
    assert len(sitting.asks) == 1


def test_rounds_of_the_users_own_can_be_asked_too() -> None:
    assert known_rounds(BANK) == ("concepts", "system-design", "behavioral", "my-round")
    assert [ask.question_id for ask in plan_mock(BANK, Choice(("my-round",)), NOW, 1).asks] == ["mine"]


def test_an_unknown_round_is_refused_and_general_programming_is_told_where_to_go() -> None:
    with pytest.raises(CoachError, match='no round "knitting"'):
        check_rounds(["knitting"], BANK)
    with pytest.raises(CoachError) as caught:
        check_rounds(["dsa"], BANK)
    assert "LeetCode" in caught.value.hint
    with pytest.raises(CoachError, match="at least one round"):
        check_rounds([], BANK)


def test_a_round_without_questions_of_that_difficulty_is_refused() -> None:
    only_easy = Bank((entry("e", "concepts", Difficulty.EASY),))
    with pytest.raises(CoachError, match="no questions of that difficulty"):
        plan_mock(only_easy, Choice(("concepts",), difficulty=Difficulty.HARD), NOW, 1)


def test_rapid_fire_asks_ten_different_concept_questions_or_as_many_as_there_are() -> None:
    sitting = plan_rapid_fire(BANK, NOW, 1)
    assert len({ask.question_id for ask in sitting.asks}) == 10
    assert all(ask.question_id.startswith("concept-") for ask in sitting.asks)
    assert sitting.minutes == 5.0
    few = replace(BANK, entries=BANK.entries[4:7])
    assert len(plan_rapid_fire(few, NOW, 1).asks) == 3
    with pytest.raises(CoachError, match="no concept questions"):
        plan_rapid_fire(Bank(()), NOW, 1)


def test_a_choice_takes_rounds_in_their_order_and_goes_round_its_lengths_and_difficulties() -> None:
    rounds = known_rounds(BANK)
    choice = Choice(("system-design",), 60.0, Difficulty.HARD)
    assert choice.toggle("concepts", rounds).rounds == ("concepts", "system-design")
    assert choice.toggle("system-design", rounds).rounds == ()
    assert (choice.step_length(1).minutes, choice.step_length(-1).minutes) == (10.0, 45.0)
    assert Choice(minutes=25.0).step_length(1).minutes == 20.0
    assert choice.step_difficulty(1).difficulty is Difficulty.EASY
    assert choice.step_difficulty(-1).difficulty is Difficulty.MEDIUM
