import random
import re
from itertools import islice

import pytest
from compose import Composer
from data import CONTRADICTED, COVERED, MISSED, PARTLY, Example, load_answers, load_misheard, load_questions

PUBLIC = [Example("a claim", "an answer", MISSED, None)]


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return draw(seed=3)


def draw(seed: int) -> list[Example]:
    rng, questions = random.Random(seed), load_questions()
    composer = Composer(questions, load_answers(questions), PUBLIC, load_misheard(), rng)
    return list(islice(composer.examples(short=0.4), 1500))


def test_the_same_seed_draws_the_same_examples(examples: list[Example]) -> None:
    assert draw(seed=3) == examples
    assert draw(seed=4) != examples


def test_words_that_decide_lie_inside_the_answer_and_carry_the_tag_of_the_verdict(examples: list[Example]) -> None:
    marked = [(example, span) for example in examples for span in example.spans or ()]
    assert marked
    for example, (start, end, tag) in marked:
        assert 0 <= start < end <= len(example.answer)
        assert (tag == 2) == (example.verdict == CONTRADICTED)


def test_what_is_missed_has_no_words_that_decide(examples: list[Example]) -> None:
    assert all(not example.spans for example in examples if example.verdict == MISSED)


def test_every_verdict_is_drawn_often(examples: list[Example]) -> None:
    shares = {verdict: sum(example.verdict == verdict for example in examples) / len(examples) for verdict in range(4)}
    assert shares[COVERED] > 0.2
    assert shares[CONTRADICTED] > 0.2
    assert shares[MISSED] > 0.2
    assert shares[PARTLY] > 0.03


def test_answers_are_drawn_as_they_are_read(examples: list[Example]) -> None:
    assert all(example.answer == example.answer.lower() for example in examples if example not in PUBLIC)
    assert not any(re.search(r"[.,;:!?](?!\d)", example.answer) for example in examples)
