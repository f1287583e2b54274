"""Small Anki packages of both kinds: everything in one row (format 11), and in tables, compressed (format 18)."""

import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import zstandard

Kinds = Mapping[str, Sequence[str]]
"""Note types: what they are called, and the names of their fields."""

Notes = Sequence[tuple[str, Sequence[str], str]]
"""Notes: their type, what their fields hold, and their deck."""

BASIC = {"Basic": ("Front", "Back")}

CLOZE = {"Cloze": ("Text", "Back Extra")}


def old_collection(kinds: Kinds, notes: Notes, version: int = 11) -> bytes:
    """A database as Anki made it until 2020, and makes it for older versions today."""
    models = {
        str(number): {
            "name": name,
            "flds": [{"name": field, "ord": at} for at, field in reversed([*enumerate(fields)])],
        }
        for number, (name, fields) in enumerate(kinds.items(), start=100)
    }
    decks = {str(number): {"name": name} for name, number in _decks(notes).items()}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE col (id INTEGER PRIMARY KEY, ver INTEGER, models TEXT, decks TEXT)")
        connection.execute("INSERT INTO col VALUES (1, ?, ?, ?)", (version, json.dumps(models), json.dumps(decks)))
        _add_notes(connection, kinds, notes)
        return connection.serialize()


def new_collection(kinds: Kinds, notes: Notes, version: int = 18) -> bytes:
    """A database as Anki makes it today, with its own collation."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        connection.executescript(
            """
            CREATE TABLE col (id INTEGER PRIMARY KEY, ver INTEGER, models TEXT, decks TEXT);
            CREATE TABLE notetypes (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE unicase, config BLOB);
            CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
            CREATE TABLE fields (ntid INTEGER, ord INTEGER, name TEXT NOT NULL COLLATE unicase, config BLOB,
                PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
            CREATE TABLE decks (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE unicase);
            """
        )
        connection.execute("INSERT INTO col VALUES (1, ?, '', '')", (version,))
        for number, (name, fields) in enumerate(kinds.items(), start=100):
            connection.execute("INSERT INTO notetypes VALUES (?, ?, x'')", (number, name))
            connection.executemany(
                "INSERT INTO fields VALUES (?, ?, ?, x'')", [(number, at, field) for at, field in enumerate(fields)]
            )
        for name, number in _decks(notes).items():
            connection.execute("INSERT INTO decks VALUES (?, ?)", (number, name.replace("::", "\x1f")))
        _add_notes(connection, kinds, notes)
        return connection.serialize()


def write_old(path: Path, kinds: Kinds, notes: Notes, media: int = 0, name: str = "collection.anki2") -> Path:
    """A package of format 11."""
    pack(path, {name: old_collection(kinds, notes), "media": b"{}", **dict(_media(media))})
    return path


def write_new(path: Path, kinds: Kinds, notes: Notes, media: int = 0) -> Path:
    """A package of format 18, with the old database beside it that asks for an update, as Anki adds it."""
    please = old_collection(BASIC, [("Basic", ("Please update to the latest Anki version.", ""), "")])
    content = zstandard.ZstdCompressor().compress(new_collection(kinds, notes))
    pack(path, {"meta": b"\x08\x03", "collection.anki21b": content, "collection.anki2": please, **dict(_media(media))})
    return path


def pack(path: Path, members: Mapping[str, bytes]) -> None:
    """An archive of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _media(number: int) -> Iterator[tuple[str, bytes]]:
    return ((str(each), b"a picture") for each in range(number))


def _decks(notes: Notes) -> dict[str, int]:
    named = dict.fromkeys(deck for _, _, deck in notes if deck)
    return {"Default": 1, **{name: number for number, name in enumerate(named, start=7)}}


def _add_notes(connection: sqlite3.Connection, kinds: Kinds, notes: Notes) -> None:
    connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, mid INTEGER, tags TEXT, flds TEXT)")
    connection.execute(
        "CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER, ord INTEGER, odid INTEGER)"
    )
    numbers = {name: number for number, name in enumerate(kinds, start=100)}
    decks = _decks(notes)
    for number, (kind, fields, deck) in enumerate(notes, start=1000):
        connection.execute("INSERT INTO notes VALUES (?, ?, '', ?)", (number, numbers[kind], "\x1f".join(fields)))
        home = decks[deck] if deck else 1
        connection.execute("INSERT INTO cards VALUES (?, ?, ?, 0, 0)", (number, number, home))
        connection.execute("INSERT INTO cards VALUES (?, ?, 1, 1, 0)", (number + 1_000_000, number))
    connection.commit()
