import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from coach.bench.judge_closeness import TfidfCloseness, VectorCloseness


class Letters:
    """Turns a text into a unit vector that says how many a and b it has; remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.given += texts
        counts = np.array([[text.count("a"), text.count("b")] for text in texts], dtype=np.float32)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


def test_the_cosine_is_given_for_each_pair() -> None:
    near = VectorCloseness(Letters()).between(["a", "b", "ab"], ["aa", "aaab"])
    assert near == pytest.approx(np.array([[1, 3 / 10**0.5], [0, 1 / 10**0.5], [2**-0.5, 4 / 20**0.5]]), abs=1e-6)


def test_a_wording_is_read_once_and_an_answer_every_time() -> None:
    letters = Letters()
    closeness = VectorCloseness(letters)
    closeness.remember(["a", "b", "a"])
    closeness.between(["ab"], ["b", "a"])
    closeness.between(["ab"], ["a"])
    assert letters.given == ["a", "b", "ab", "ab"]


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
