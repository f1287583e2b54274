import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEmbedder, FakeReader

from coach.content.embedder import Vectors
from coach.content.encoder import STEPS, Encoder
from coach.content.memory import Memory
from coach.content.reader import Pair, Reading

CLAIM = "lasso drives many weights to zero"
ONE = Pair(CLAIM, ("lasso", "drives", "weights"))
TWO = Pair(CLAIM, ("ridge", "keeps", "every", "weight"))


class CountingEmbedder(FakeEmbedder):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed(texts)


def alike(one: Reading, other: Reading) -> bool:
    return (
        np.array_equal(one.chances, other.chances)
        and np.array_equal(one.supports, other.supports)
        and np.array_equal(one.contradicts, other.contradicts)
    )


def test_each_pair_is_read_once_and_order_is_kept() -> None:
    reader = FakeReader()
    encoder = Encoder(FakeEmbedder(), reader)
    first = encoder.read([ONE, TWO, ONE])
    assert reader.asked == [ONE, TWO]
    assert alike(first[0], first[2])
    again = encoder.read([TWO, Pair("more", ("lasso",)), ONE])
    assert [pair.claim for pair in reader.asked] == [CLAIM, CLAIM, "more"]
    assert alike(again[0], first[1])
    assert alike(again[2], first[0])


def test_each_text_is_embedded_once_and_order_is_kept() -> None:
    embedder = CountingEmbedder()
    encoder = Encoder(embedder, FakeReader())
    encoder.embed(["bias", "variance", "bias"])
    second = encoder.embed(["variance", "noise"])
    assert embedder.asked == ["bias", "variance", "noise"]
    assert np.allclose(second, FakeEmbedder().embed(["variance", "noise"]), atol=1e-3)


def test_what_comes_back_is_what_was_read_to_one_step() -> None:
    (reading,), (fresh,) = Encoder(FakeEmbedder(), FakeReader()).read([ONE]), FakeReader().read([ONE])
    assert np.array_equal(reading.chances, fresh.chances)
    assert np.abs(reading.supports - fresh.supports).max() <= 0.5 / STEPS
    assert reading.supports.shape == reading.contradicts.shape == (3,)


def test_fresh_and_kept_are_equal_to_the_last_bit(tmp_path: Path) -> None:
    file = tmp_path / "readings"
    fresh = Encoder(FakeEmbedder(), FakeReader(), Memory(file))
    reader, embedder = FakeReader(), CountingEmbedder()
    kept = Encoder(embedder, reader, Memory(file))
    one, other = fresh.read([ONE, TWO]), kept.read([ONE, TWO])
    assert all(alike(*both) for both in zip(one, other, strict=True))
    assert np.array_equal(fresh.embed([CLAIM]), kept.embed([CLAIM]))
    assert (reader.asked, embedder.asked) == ([], [])


def test_another_reader_reads_anew_and_the_vectors_stay(tmp_path: Path) -> None:
    file = tmp_path / "readings"
    encoder = Encoder(FakeEmbedder(), FakeReader(), Memory(file))
    encoder.read([ONE])
    encoder.embed([CLAIM])
    reader, embedder = FakeReader(), CountingEmbedder()
    reader.fingerprint = "another"
    other = Encoder(embedder, reader, Memory(file))
    other.read([ONE])
    other.embed([CLAIM])
    assert (reader.asked, embedder.asked) == ([ONE], [])


def test_another_embedder_embeds_anew_and_the_readings_stay(tmp_path: Path) -> None:
    file = tmp_path / "readings"
    encoder = Encoder(FakeEmbedder(), FakeReader(), Memory(file))
    encoder.read([ONE])
    encoder.embed([CLAIM])
    reader, embedder = FakeReader(), CountingEmbedder()
    embedder.fingerprint = "another"
    other = Encoder(embedder, reader, Memory(file))
    other.read([ONE])
    other.embed([CLAIM])
    assert (reader.asked, embedder.asked) == ([], [CLAIM])


Damage = Callable[[bytes], bytes]

DAMAGES: tuple[Damage, ...] = (
    lambda value: b"",
    lambda value: value[:-1],
    lambda value: value[:-2],
    lambda value: value + b"0",
    lambda value: value * 2,
)
"""What may come back from the disk in place of a value."""


def damage(file: Path, how: Damage, first: int) -> None:
    """Damage some of what is kept, beginning with the first value."""
    with closing(sqlite3.connect(file)) as connection, connection:
        rows = connection.execute("SELECT rowid, value FROM kept ORDER BY rowid LIMIT ?", (first,)).fetchall()
        changed = [(how(value), row) for row, value in rows]
        connection.executemany("UPDATE kept SET value = ? WHERE rowid = ?", changed)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_reading_is_read_anew_and_kept(tmp_path: Path, how: Damage) -> None:
    file = tmp_path / "readings"
    before = Encoder(FakeEmbedder(), FakeReader(), Memory(file)).read([ONE, TWO])
    damage(file, how, first=1)
    reader = FakeReader()
    damaged = Encoder(FakeEmbedder(), reader, Memory(file))
    assert all(
        alike(*each) for each in zip(damaged.read([TWO, ONE, ONE]), (before[1], before[0], before[0]), strict=True)
    )
    assert reader.asked == [ONE]
    damaged.read([ONE])
    Encoder(FakeEmbedder(), reader, Memory(file)).read([ONE, TWO])
    assert reader.asked == [ONE]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_vector_is_made_anew_and_kept(tmp_path: Path, how: Damage) -> None:
    file = tmp_path / "readings"
    texts = ["bias", "variance", "noise"]
    before = Encoder(FakeEmbedder(), FakeReader(), Memory(file)).embed(texts)
    damage(file, how, first=2)
    embedder = CountingEmbedder()
    damaged = Encoder(embedder, FakeReader(), Memory(file))
    damaged.embed(["data"])
    assert np.array_equal(damaged.embed(texts), before)
    assert embedder.asked == ["data", "bias", "variance"]
    Encoder(embedder, FakeReader(), Memory(file)).embed(texts)
    assert embedder.asked == ["data", "bias", "variance"]


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("first", [1, 3])
def test_a_damaged_vector_is_made_anew_though_nothing_else_was_embedded(
    tmp_path: Path, how: Damage, first: int
) -> None:
    file = tmp_path / "readings"
    texts = ["bias", "variance", "noise"]
    before = Encoder(FakeEmbedder(), FakeReader(), Memory(file)).embed(texts)
    damage(file, how, first)
    after = Encoder(FakeEmbedder(), FakeReader(), Memory(file)).embed(texts)
    assert np.array_equal(after, before)


def test_nothing_asked_gives_nothing() -> None:
    encoder = Encoder(FakeEmbedder(), FakeReader())
    assert encoder.read([]) == ()
    assert len(encoder.embed([])) == 0


def test_half_a_character_can_be_asked_about() -> None:
    encoder = Encoder(FakeEmbedder(), FakeReader())
    assert len(encoder.read([Pair("\ud800", ("lasso",))])) == 1
    assert encoder.embed(["\ud800"]).shape == (1, FakeEmbedder.dimensions)


def test_it_is_named_after_both() -> None:
    assert Encoder(FakeEmbedder(), FakeReader()).name == "fake embedder, fake reader"
