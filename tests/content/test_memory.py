import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.memory import AT_ONCE, MOST_IN_MEMORY, MOST_ON_DISK, Memory

ONE, TWO = Memory.key("one"), Memory.key("two")


def rows(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [rowid for (rowid,) in connection.execute("SELECT rowid FROM kept ORDER BY rowid")]


def test_what_was_kept_is_there_in_the_next_sitting(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "readings"
    Memory(path).keep({ONE: b"1", TWO: b""})
    assert Memory(path).recall([TWO, ONE, Memory.key("three")]) == {ONE: b"1", TWO: b""}


def test_without_a_file_it_is_there_in_this_sitting_only() -> None:
    memory = Memory(None)
    memory.keep({ONE: b"1"})
    assert memory.recall([ONE, TWO]) == {ONE: b"1"}
    assert Memory(None).recall([ONE]) == {}


def test_what_is_kept_again_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    memory = Memory(path)
    memory.keep({ONE: b"old"})
    memory.keep({ONE: b"new"})
    assert memory.recall([ONE]) == Memory(path).recall([ONE]) == {ONE: b"new"}


def test_nothing_is_made_before_there_is_something_to_keep(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "readings"
    assert Memory(path).recall([ONE]) == {}
    assert not path.parent.exists()


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Memory(folder / "readings").keep({ONE: b"1"})
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("damage", [b"", b"no database at all " * 100, b"SQLite format 3\x00"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "readings"
    Memory(path).keep({ONE: b"1"})
    path.write_bytes(damage)
    memory = Memory(path)
    assert memory.recall([ONE]) == {}
    memory.keep({ONE: b"2"})
    assert Memory(path).recall([ONE]) == {ONE: b"2"}


def test_a_folder_that_cannot_be_made_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    memory = Memory(tmp_path / "cache" / "readings")
    memory.keep({ONE: b"1"})
    assert memory.recall([ONE, TWO]) == {ONE: b"1"}
    assert (tmp_path / "cache").read_text(encoding="utf-8") == "in the way"


def test_a_folder_in_the_place_of_the_file_only_costs_time(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep({ONE: b"1"})
    assert memory.recall([ONE, TWO]) == {ONE: b"1"}


def test_the_oldest_values_go_from_the_disk_first(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    Memory(path).keep({ONE: b"1"})
    with closing(sqlite3.connect(path)) as connection:
        for rowid in (2, MOST_ON_DISK, MOST_ON_DISK + 1):
            connection.execute("INSERT INTO kept (rowid, key, value) VALUES (?, ?, ?)", (rowid, f"{rowid}", b""))
        connection.commit()
    Memory(path).keep({TWO: b"2"})
    assert rows(path) == [MOST_ON_DISK, MOST_ON_DISK + 1, MOST_ON_DISK + 2]  # the first two are too far back
    assert Memory(path).recall([ONE, TWO]) == {TWO: b"2"}


def test_what_was_asked_for_last_stays_in_memory() -> None:
    memory = Memory(None)
    first, second = bytes([0, 0, 0]), bytes([0, 0, 1])
    memory.keep({at.to_bytes(3, "big"): b"" for at in range(MOST_IN_MEMORY)})
    memory.recall([first])
    memory.keep({ONE: b"1"})
    assert memory.recall([first, second, ONE]) == {first: b"", ONE: b"1"}


def test_more_keys_than_one_query_takes_are_all_found(tmp_path: Path) -> None:
    values = {Memory.key(str(at)): b"%d" % at for at in range(2 * AT_ONCE + 1)}
    Memory(tmp_path / "readings").keep(values)
    assert Memory(tmp_path / "readings").recall(list(values)) == values


def test_several_threads_and_several_programs_keep_and_recall_at_once(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    memories = [Memory(path) for _ in range(3)]

    def work(number: int) -> bool:
        memory = memories[number % 3]
        own = {Memory.key(f"{number}", f"{at}"): b"%d" % number for at in range(5)}
        memory.keep(own)
        return memory.recall(list(own)) == own

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(48)))
    everything = [Memory.key(f"{number}", f"{at}") for number in range(48) for at in range(5)]
    assert len(Memory(path).recall(everything)) == 240


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_other_texts_give_another_key(one: list[str], other: list[str]) -> None:
    joined = any("\0" in text for text in (*one, *other))
    if one and other and not joined:
        assert (Memory.key(*one) == Memory.key(*other)) == (one == other)
    assert len(Memory.key(*one)) == 32


def test_a_file_damaged_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    Memory(path).keep({Memory.key(str(at)): b"x" * 300 for at in range(2000)})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    path.write_bytes(bytes(content))
    for _ in range(2):
        memory = Memory(path)
        memory.recall([Memory.key("1500")])
        memory.keep({Memory.key("1500"): b"y"})
    assert Memory(path).recall([Memory.key("1500")]) == {Memory.key("1500"): b"y"}


def test_a_path_that_cannot_be_looked_at_only_costs_time(tmp_path: Path) -> None:
    assert Memory(tmp_path / ("x" * 300) / "f").recall([b"1"]) == {}
