import sqlite3
import stat
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEmbedder, FakeReader
from hypothesis import given
from hypothesis import strategies as st

from coach.content.encoder import AT_ONCE, MOST_IN_MEMORY, MOST_ON_DISK, STEPS, Encoder, EncodingCache, Vectors
from coach.content.reader import Entailment, Pair

CLAIM = "lasso drives many weights to zero"
ONE = Pair(CLAIM, ("lasso", "drives", "weights"))
TWO = Pair(CLAIM, ("ridge", "keeps", "every", "weight"))


class CountingEmbedder(FakeEmbedder):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed(texts)


def alike(one: Entailment, other: Entailment) -> bool:
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
    (entailment,), (fresh,) = Encoder(FakeEmbedder(), FakeReader()).read([ONE]), FakeReader().read([ONE])
    assert np.array_equal(entailment.chances, fresh.chances)
    assert np.abs(entailment.supports - fresh.supports).max() <= 0.5 / STEPS
    assert entailment.supports.shape == entailment.contradicts.shape == (3,)


def test_fresh_and_kept_are_equal_to_the_last_bit(tmp_path: Path) -> None:
    file = tmp_path / "readings"
    fresh = Encoder(FakeEmbedder(), FakeReader(), EncodingCache(file))
    reader, embedder = FakeReader(), CountingEmbedder()
    kept = Encoder(embedder, reader, EncodingCache(file))
    one, other = fresh.read([ONE, TWO]), kept.read([ONE, TWO])
    assert all(alike(*both) for both in zip(one, other, strict=True))
    assert np.array_equal(fresh.embed([CLAIM]), kept.embed([CLAIM]))
    assert (reader.asked, embedder.asked) == ([], [])


def test_another_reader_reads_anew_and_the_vectors_stay(tmp_path: Path) -> None:
    file = tmp_path / "readings"
    encoder = Encoder(FakeEmbedder(), FakeReader(), EncodingCache(file))
    encoder.read([ONE])
    encoder.embed([CLAIM])
    reader, embedder = FakeReader(), CountingEmbedder()
    reader.fingerprint = "another"
    other = Encoder(embedder, reader, EncodingCache(file))
    other.read([ONE])
    other.embed([CLAIM])
    assert (reader.asked, embedder.asked) == ([ONE], [])


def test_another_embedder_embeds_anew_and_the_readings_stay(tmp_path: Path) -> None:
    file = tmp_path / "readings"
    encoder = Encoder(FakeEmbedder(), FakeReader(), EncodingCache(file))
    encoder.read([ONE])
    encoder.embed([CLAIM])
    reader, embedder = FakeReader(), CountingEmbedder()
    embedder.fingerprint = "another"
    other = Encoder(embedder, reader, EncodingCache(file))
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
    before = Encoder(FakeEmbedder(), FakeReader(), EncodingCache(file)).read([ONE, TWO])
    damage(file, how, first=1)
    reader = FakeReader()
    damaged = Encoder(FakeEmbedder(), reader, EncodingCache(file))
    assert all(
        alike(*each) for each in zip(damaged.read([TWO, ONE, ONE]), (before[1], before[0], before[0]), strict=True)
    )
    assert reader.asked == [ONE]
    damaged.read([ONE])
    Encoder(FakeEmbedder(), reader, EncodingCache(file)).read([ONE, TWO])
    assert reader.asked == [ONE]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_vector_is_made_anew_and_kept(tmp_path: Path, how: Damage) -> None:
    file = tmp_path / "readings"
    texts = ["bias", "variance", "noise"]
    before = Encoder(FakeEmbedder(), FakeReader(), EncodingCache(file)).embed(texts)
    damage(file, how, first=2)
    embedder = CountingEmbedder()
    damaged = Encoder(embedder, FakeReader(), EncodingCache(file))
    damaged.embed(["data"])
    assert np.array_equal(damaged.embed(texts), before)
    assert embedder.asked == ["data", "bias", "variance"]
    Encoder(embedder, FakeReader(), EncodingCache(file)).embed(texts)
    assert embedder.asked == ["data", "bias", "variance"]


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("first", [1, 3])
def test_a_damaged_vector_is_made_anew_though_nothing_else_was_embedded(
    tmp_path: Path, how: Damage, first: int
) -> None:
    file = tmp_path / "readings"
    texts = ["bias", "variance", "noise"]
    before = Encoder(FakeEmbedder(), FakeReader(), EncodingCache(file)).embed(texts)
    damage(file, how, first)
    after = Encoder(FakeEmbedder(), FakeReader(), EncodingCache(file)).embed(texts)
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


FIRST, SECOND = EncodingCache.key("one"), EncodingCache.key("two")


def rows(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [rowid for (rowid,) in connection.execute("SELECT rowid FROM kept ORDER BY rowid")]


def test_what_was_kept_is_there_in_the_next_sitting(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "readings"
    EncodingCache(path).keep({FIRST: b"1", SECOND: b""})
    assert EncodingCache(path).recall([SECOND, FIRST, EncodingCache.key("three")]) == {FIRST: b"1", SECOND: b""}


def test_without_a_file_it_is_there_in_this_sitting_only() -> None:
    cache = EncodingCache(None)
    cache.keep({FIRST: b"1"})
    assert cache.recall([FIRST, SECOND]) == {FIRST: b"1"}
    assert EncodingCache(None).recall([FIRST]) == {}


def test_what_is_kept_again_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    cache = EncodingCache(path)
    cache.keep({FIRST: b"old"})
    cache.keep({FIRST: b"new"})
    assert cache.recall([FIRST]) == EncodingCache(path).recall([FIRST]) == {FIRST: b"new"}


def test_nothing_is_made_before_there_is_something_to_keep(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "readings"
    assert EncodingCache(path).recall([FIRST]) == {}
    assert not path.parent.exists()


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    EncodingCache(folder / "readings").keep({FIRST: b"1"})
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("damage", [b"", b"no database at all " * 100, b"SQLite format 3\x00"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "readings"
    EncodingCache(path).keep({FIRST: b"1"})
    path.write_bytes(damage)
    cache = EncodingCache(path)
    assert cache.recall([FIRST]) == {}
    cache.keep({FIRST: b"2"})
    assert EncodingCache(path).recall([FIRST]) == {FIRST: b"2"}


def test_a_folder_that_cannot_be_made_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    cache = EncodingCache(tmp_path / "cache" / "readings")
    cache.keep({FIRST: b"1"})
    assert cache.recall([FIRST, SECOND]) == {FIRST: b"1"}
    assert (tmp_path / "cache").read_text(encoding="utf-8") == "in the way"


def test_a_folder_in_the_place_of_the_file_only_costs_time(tmp_path: Path) -> None:
    cache = EncodingCache(tmp_path)
    cache.keep({FIRST: b"1"})
    assert cache.recall([FIRST, SECOND]) == {FIRST: b"1"}


def test_the_oldest_values_go_from_the_disk_first(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    EncodingCache(path).keep({FIRST: b"1"})
    with closing(sqlite3.connect(path)) as connection:
        for rowid in (2, MOST_ON_DISK, MOST_ON_DISK + 1):
            connection.execute("INSERT INTO kept (rowid, key, value) VALUES (?, ?, ?)", (rowid, f"{rowid}", b""))
        connection.commit()
    EncodingCache(path).keep({SECOND: b"2"})
    assert rows(path) == [MOST_ON_DISK, MOST_ON_DISK + 1, MOST_ON_DISK + 2]  # the first two are too far back
    assert EncodingCache(path).recall([FIRST, SECOND]) == {SECOND: b"2"}


def test_what_was_asked_for_last_stays_in_memory() -> None:
    cache = EncodingCache(None)
    first, second = bytes([0, 0, 0]), bytes([0, 0, 1])
    cache.keep({at.to_bytes(3, "big"): b"" for at in range(MOST_IN_MEMORY)})
    cache.recall([first])
    cache.keep({FIRST: b"1"})
    assert cache.recall([first, second, FIRST]) == {first: b"", FIRST: b"1"}


def test_more_keys_than_one_query_takes_are_all_found(tmp_path: Path) -> None:
    values = {EncodingCache.key(str(at)): b"%d" % at for at in range(2 * AT_ONCE + 1)}
    EncodingCache(tmp_path / "readings").keep(values)
    assert EncodingCache(tmp_path / "readings").recall(list(values)) == values


def test_several_threads_and_several_programs_keep_and_recall_at_once(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    caches = [EncodingCache(path) for _ in range(3)]

    def work(number: int) -> bool:
        cache = caches[number % 3]
        own = {EncodingCache.key(f"{number}", f"{at}"): b"%d" % number for at in range(5)}
        cache.keep(own)
        return cache.recall(list(own)) == own

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(48)))
    everything = [EncodingCache.key(f"{number}", f"{at}") for number in range(48) for at in range(5)]
    assert len(EncodingCache(path).recall(everything)) == 240


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_other_texts_give_another_key(one: list[str], other: list[str]) -> None:
    joined = any("\0" in text for text in (*one, *other))
    if one and other and not joined:
        assert (EncodingCache.key(*one) == EncodingCache.key(*other)) == (one == other)
    assert len(EncodingCache.key(*one)) == 32


def test_a_file_damaged_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    EncodingCache(path).keep({EncodingCache.key(str(at)): b"x" * 300 for at in range(2000)})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    path.write_bytes(bytes(content))
    for _ in range(2):
        cache = EncodingCache(path)
        cache.recall([EncodingCache.key("1500")])
        cache.keep({EncodingCache.key("1500"): b"y"})
    assert EncodingCache(path).recall([EncodingCache.key("1500")]) == {EncodingCache.key("1500"): b"y"}


def test_a_path_that_cannot_be_looked_at_only_costs_time(tmp_path: Path) -> None:
    assert EncodingCache(tmp_path / ("x" * 300) / "f").recall([b"1"]) == {}
