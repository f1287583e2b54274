import pytest

from coach.bench.perturbing import WAYS, after_the_question, bare, in_another_order, misheard, with_fillers
from coach.domain.rubric import Alias, KeyPoint, Rubric

RUBRIC = Rubric(
    "r", "What is LoRA?", (KeyPoint("k", "claim"),), spoken="What is Laura?", aliases=(Alias("LoRA", ("Laura",)),)
)
ANSWER = "Well-known. It's LoRA! Is Lora small? Yes. No. Maybe."


def test_punctuation_and_case_are_left_out() -> None:
    assert bare(RUBRIC, ANSWER) == "well known its lora is lora small yes no maybe"


def test_sentences_change_places_and_stay_whole() -> None:
    shuffled = in_another_order(RUBRIC, ANSWER)
    assert shuffled != ANSWER
    assert sorted(shuffled.split()) == sorted(ANSWER.split())
    assert "It's LoRA!" in shuffled
    assert "Is Lora small?" in shuffled


def test_fillers_are_put_between_the_words() -> None:
    words = [f"w{number}" for number in range(200)]
    filled = with_fillers(RUBRIC, " ".join(words)).split()
    assert [word for word in filled if word in words] == words
    assert 10 <= sum("," in word for word in filled) <= 50


def test_the_question_is_said_first_as_the_voice_says_it() -> None:
    assert after_the_question(RUBRIC, "yes") == "What is Laura? yes"


def test_terms_are_misheard_whatever_their_case_and_only_as_whole_words() -> None:
    assert misheard(RUBRIC, "LoRA, a lora, no LoRAs") == "Laura, a Laura, no LoRAs"


@pytest.mark.parametrize("way", WAYS)
def test_the_same_answer_is_always_changed_in_the_same_way(way: str) -> None:
    long = " ".join([ANSWER] * 3)
    assert WAYS[way](RUBRIC, long) == WAYS[way](RUBRIC, long) != long
