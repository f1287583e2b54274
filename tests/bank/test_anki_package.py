"""Anki packages are read whatever their age, and nothing in them is trusted."""

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard
from anki_packages import BASIC, new_collection, old_collection, pack, write_new, write_old

from coach.bank.anki_package import MOST_COLLECTION, MOST_NOTES, AnkiPackage, Note, NoteType, read_package
from coach.errors import RubricError

NOTES = [("Basic", ("What is bias?", "An error<br>of <b>assumptions</b>"), "ML::Basics"), ("Basic", ("Why?", "So"), "")]

EXPECTED = AnkiPackage(
    (NoteType("Basic", ("Front", "Back")),),
    (
        Note(1, 0, ("What is bias?", "An error<br>of <b>assumptions</b>"), "ML::Basics"),
        Note(2, 0, ("Why?", "So"), ""),
    ),
    media=3,
)

Write = Callable[..., Path]


@pytest.mark.parametrize("write", [write_old, write_new])
def test_both_formats_hold_the_same(write: Write, tmp_path: Path) -> None:
    path = write(tmp_path / "deck.apkg", BASIC, NOTES, media=3)
    assert read_package(path) == EXPECTED
    assert list(tmp_path.iterdir()) == [path]


def test_the_name_of_the_middle_format_is_known(tmp_path: Path) -> None:
    assert read_package(write_old(tmp_path / "a.apkg", BASIC, NOTES, media=3, name="collection.anki21")) == EXPECTED


def test_a_database_that_was_in_use_is_read(tmp_path: Path) -> None:
    content = bytearray(old_collection(BASIC, NOTES))
    content[18:20] = b"\x02\x02"
    pack(tmp_path / "a.apkg", {"collection.anki2": bytes(content)})
    assert read_package(tmp_path / "a.apkg").notes == EXPECTED.notes


def test_a_card_in_a_filtered_deck_counts_for_its_own(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(old_collection(BASIC, NOTES))
        connection.execute("UPDATE cards SET odid = did, did = 99 WHERE nid = 1000 AND ord = 0")
        connection.commit()
        pack(tmp_path / "a.apkg", {"collection.anki2": connection.serialize()})
    assert read_package(tmp_path / "a.apkg").notes == EXPECTED.notes


def refused(path: Path) -> str:
    with pytest.raises(RubricError) as caught:
        read_package(path)
    assert path.name in caught.value.message
    assert caught.value.hint
    assert list(path.parent.iterdir()) == [path]
    return caught.value.message


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.apkg"
    path.write_bytes(content)
    assert "Anki" in refused(path)


@pytest.mark.parametrize("write", [write_old, write_new])
def test_a_package_cut_off_anywhere_or_with_any_part_damaged_is_refused_or_read(write: Write, tmp_path: Path) -> None:
    path = write(tmp_path / "a.apkg", BASIC, NOTES)
    whole = path.read_bytes()
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at])
        refused(path)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            read_package(path)
        except RubricError as error:
            assert error.hint
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("collection", [b"", b"nothing", old_collection(BASIC, NOTES)[:5000]])
def test_a_damaged_database_is_refused(tmp_path: Path, collection: bytes) -> None:
    pack(tmp_path / "a.apkg", {"collection.anki2": collection})
    assert "is damaged" in refused(tmp_path / "a.apkg")


@pytest.mark.parametrize("version", [10, 19, "x", None])
def test_a_format_that_is_not_known_is_refused_with_what_to_tick(tmp_path: Path, version: int) -> None:
    path = tmp_path / "a.apkg"
    pack(path, {"collection.anki2": old_collection(BASIC, NOTES, version)})
    assert "has format" in refused(path)
    with pytest.raises(RubricError) as caught:
        read_package(path)
    assert "Support older Anki versions" in caught.value.hint


def test_names_that_lead_elsewhere_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "inside" / "a.apkg"
    path.parent.mkdir()
    members = {"../out": b"x", "/out-of-a-package": b"x", "collection.anki2": old_collection(BASIC, NOTES)}
    pack(path, members)
    assert read_package(path).notes == EXPECTED.notes
    assert list(tmp_path.rglob("*")) == [path.parent, path]
    pack(path, {"../collection.anki2": old_collection(BASIC, NOTES)})
    assert "no collection" in refused(path)


def test_a_bomb_is_not_unpacked_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    much = b"\0" * (MOST_COLLECTION + 1)
    pack(path, {"collection.anki2": much})
    assert path.stat().st_size < 200_000
    assert "larger than 100 MB" in refused(path)
    pack(path, {"collection.anki21b": zstandard.ZstdCompressor().compress(much)})
    assert "larger than 100 MB" in refused(path)


def test_a_zstd_frame_that_wants_gigabytes_of_memory_is_refused(tmp_path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=31, write_content_size=False)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    pack(tmp_path / "a.apkg", {"collection.anki21b": compressor.compress(b"x" * 5000) + compressor.flush()})
    assert "no Anki package" in refused(tmp_path / "a.apkg")


def test_too_many_notes_are_refused(tmp_path: Path) -> None:
    write_old(tmp_path / "a.apkg", BASIC, [("Basic", ("a", "b"), "")] * (MOST_NOTES + 1))
    assert "more than 20,000 notes" in refused(tmp_path / "a.apkg")


def test_an_archive_with_an_endless_list_of_members_is_not_opened(tmp_path: Path) -> None:
    path = write_old(tmp_path / "a.apkg", BASIC, NOTES)
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x05\x06")
    content[at + 12 : at + 16] = b"\xff\xff\xff\x7f"
    path.write_bytes(content)
    assert "too many files" in refused(path)


def test_packing_that_anki_does_not_use_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.apkg", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("collection.anki2", old_collection(BASIC, NOTES))
    assert "does not use" in refused(tmp_path / "a.apkg")


def test_a_table_that_calculates_for_ever_is_stopped(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(new_collection(BASIC, NOTES))
        connection.execute("DROP TABLE notes")
        connection.execute(
            "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) "
            "SELECT id, 1 AS mid, '' AS flds FROM n"
        )
        connection.commit()
        pack(tmp_path / "a.apkg", {"collection.anki21": connection.serialize()})
    assert "is damaged (interrupted)" in refused(tmp_path / "a.apkg")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.apkg").mkdir()
    assert "not an ordinary file" in refused(tmp_path / "a.apkg")
    (tmp_path / "a.apkg").rmdir()
    with pytest.raises(RubricError, match="cannot be read"):
        read_package(tmp_path / "a.apkg")
