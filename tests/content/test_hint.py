from pilots import rubric

from coach.bank.bank import load_bank
from coach.content.hint import MOST_WORDS, hint_at, in_hint_order
from coach.domain.rubric import KeyPoint, Rubric
from coach.paths import shipped_folder

DROPOUT = rubric("dropout", "What is dropout?", "Dropout never increases the co-adaptation of neurons in training.")


def test_a_hint_names_the_topic_and_neither_the_question_nor_the_claim() -> None:
    assert hint_at(DROPOUT, DROPOUT.key_points[0]) == ("adaptation", "neurons")


def test_a_point_that_only_repeats_the_question_has_no_hint() -> None:
    asked = rubric("x", "What is dropout?", "What dropout is.")
    assert hint_at(asked, asked.key_points[0]) == ()


def test_the_heaviest_point_is_hinted_at_first() -> None:
    points = (KeyPoint("light", "a", 1.0), KeyPoint("heavy", "b", 2.0), KeyPoint("also-light", "c", 1.0))
    assert [point.id for point in in_hint_order(Rubric("q", "?", points))] == ["heavy", "light", "also-light"]


def test_every_point_of_the_shipped_questions_has_a_short_hint() -> None:
    for each in load_bank(shipped_folder("rubrics"), shipped_folder("rubrics") / "none").rubrics:
        for point in each.key_points:
            assert 1 <= len(hint_at(each, point)) <= MOST_WORDS, (each.id, point.id)
