from collections.abc import Sequence

import numpy as np
from fakes import FakeEmbedder

from coach.content.embedder import Vectors
from coach.content.remembering import RememberingEmbedder


class Counting(FakeEmbedder):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed(texts)


def test_a_text_is_embedded_once_and_comes_back_in_its_place() -> None:
    inner = Counting()
    embedder = RememberingEmbedder(inner)
    first = embedder.embed(["bias", "variance", "bias"])
    second = embedder.embed(["variance", "noise"])
    assert inner.asked == ["bias", "variance", "noise"]
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(first[1], second[0])
    assert np.array_equal(second, FakeEmbedder().embed(["variance", "noise"]))


def test_no_texts_give_no_rows_of_the_right_width() -> None:
    assert RememberingEmbedder(FakeEmbedder()).embed([]).shape == (0, FakeEmbedder.dimensions)
