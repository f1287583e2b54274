from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from coach.bench.judge_closeness import VectorCloseness


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
