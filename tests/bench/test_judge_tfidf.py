import math

import pytest

from coach.bench.judge_tfidf import TfidfCloseness


def test_the_same_words_are_as_near_as_can_be_and_others_not_at_all() -> None:
    near = TfidfCloseness(["cats sleep", "dogs bark"]).between(["cats sleep", "dogs bark"], ["cats sleep"])
    assert near[:, 0].tolist() == pytest.approx([1.0, 0.0])


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    # "cats" is in both texts, "sleep" and "cats sleep" in one of two: weights 1, w and w, w = ln(3 / 2) + 1.
    closeness = TfidfCloseness(["cats sleep", "cats bark"])
    rare = math.log(3 / 2) + 1
    length = math.sqrt(1 + 2 * rare**2)
    near = closeness.between(["cats", "sleep"], ["cats sleep"])
    assert near[:, 0].tolist() == pytest.approx([1 / length, rare / length])


def test_unknown_words_are_near_nothing() -> None:
    assert TfidfCloseness(["cats sleep"]).between(["quokka", ""], ["cats", "wombat"]).tolist() == [[0, 0], [0, 0]]
