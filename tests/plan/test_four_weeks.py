from pathlib import Path

from coach.bank.bank import load_bank
from coach.paths import shipped_folder
from coach.plan.four_weeks import DAYS, MOCK, WEEKS, list_items

ALL = frozenset(name for _, names in WEEKS for name in names if name != MOCK)
CONCEPTS = {
    entry.rubric.id for entry in load_bank(shipped_folder("rubrics"), Path("none")).entries if entry.round == "concepts"
}


def test_the_first_week_goes_through_the_whole_concept_bank() -> None:
    names = WEEKS[0][1]
    assert len(CONCEPTS) == 21
    assert set(names) == CONCEPTS | {"gradient-descent", "classification-metrics"}
    assert len(names) == 23


def test_every_drill_every_prompt_and_every_story_comes_once_at_least() -> None:
    assert len(ALL) == 21 + 8 + 6 + 6
    assert sum(name.startswith("design-") for name in WEEKS[3][1]) == 6


def test_the_last_week_has_two_mock_interviews() -> None:
    assert [names.count(MOCK) for _, names in WEEKS] == [0, 0, 0, 2]
    mocks = [item for _, items in list_items(ALL) for item in items if item.is_mock]
    assert [item.turn for item in mocks] == [1, 2]


def test_a_question_that_comes_again_counts_its_turns() -> None:
    turns = [item.turn for _, items in list_items(ALL) for item in items if item.question_id == "attention"]
    assert turns == [1, 2]


def test_a_weeks_questions_are_spread_over_its_seven_days_in_order() -> None:
    for number, (_, items) in enumerate(list_items(ALL)):
        days = [item.day for item in items]
        assert days == sorted(days)
        assert set(days) == set(range(DAYS * number, DAYS * number + DAYS))
        loads = [days.count(day) for day in set(days)]
        assert max(loads) - min(loads) <= 1


def test_questions_that_the_bank_lacks_are_left_out() -> None:
    weeks = list_items(frozenset({"lora", "somebody-elses"}))
    assert [[item.question_id for item in items] for _, items in weeks] == [["lora"], [], ["lora"], [MOCK, MOCK]]
