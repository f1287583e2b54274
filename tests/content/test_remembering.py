from collections.abc import Sequence

import numpy as np
from fakes import FakeEmbedder

from coach.content.embedder import Reading
from coach.content.remembering import RememberingEmbedder


class Counting(FakeEmbedder):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        self.asked += texts
        return super().read(texts)


def test_each_text_is_read_once_and_order_is_kept() -> None:
    inner = Counting()
    embedder = RememberingEmbedder(inner)
    embedder.read(["bias", "variance", "bias"])
    second = embedder.read(["variance", "noise"])
    assert inner.asked == ["bias", "variance", "noise"]
    for reading, text in zip(second, ("variance", "noise"), strict=True):
        assert np.array_equal(reading.sums, FakeEmbedder().read([text])[0].sums)


def test_nothing_to_read_gives_nothing() -> None:
    assert RememberingEmbedder(FakeEmbedder()).read([]) == ()
