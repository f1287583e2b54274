"""Reads the notes of an Anki package: a zip archive with a SQLite database in it, compressed once more in newer ones.

The database comes from anybody. It is opened in memory, so that nothing is written anywhere; of the archive one member
is read, by its name, and media are only counted; sizes and the work that SQLite may do are bounded.
"""

import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from coach.errors import RubricError
from coach.plain import plain
from coach.toml_files import shown_path

ENDINGS = (".apkg", ".colpkg")
"""What the names of packages end in: a deck's, and a whole collection's."""

MOST_COLLECTION = 100_000_000
"""Bytes of the database; 20,000 long notes have room, and media are not in it."""

MOST_NOTES = 20_000
"""Notes that are read; nobody looks through more before saving them."""

MOST_DIRECTORY = 20_000_000
"""Bytes of the archive's list of members, which is read whole: some 200,000 pictures and sounds."""

MOST_VALUE = 10_000_000
"""Bytes of one value in the database; the styles of all note types together stay far below."""

MOST_WORK = 300
"""How often SQLite may do `_STEPS` before it is stopped, after a second or two; the most notes need a tenth of that."""

_STEPS = 100_000

_WINDOW = 1 << 27
"""Bytes that unpacking may look back over; Anki's own packages need 8 MB."""

_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The database, by the age of Anki, newest first; the newer ones come with an old one that only asks for an update."""

_VERSIONS = range(11, 19)
"""Versions of the database that are known: 11 has everything in one row, 15 and later have tables."""

_TABLES_FROM = 15

_EXPORT = "In Anki choose File, Export, and “Anki Deck Package (.apkg)”."

_MAGIC = b"SQLite format 3\0"

_END = 22
"""Bytes of the end of an archive, which says how long its list of members is; a comment of up to 65,535 may follow."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """What the notes of one kind hold."""

    name: str
    """What it is called: `Basic`."""
    fields: tuple[str, ...]
    """The names of its fields, in order."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    number: int
    """From 1, in the order in which they were made."""
    kind: int
    """Which note type it has, by its place in the package."""
    fields: tuple[str, ...]
    """What its fields hold, as HTML."""
    deck: str
    """The deck of its first card, the decks around it before it: `ML::Basics`; empty for Anki's own default deck."""


@dataclass(frozen=True, slots=True)
class AnkiPackage:
    """What a package holds."""

    kinds: tuple[NoteType, ...]
    """All note types."""
    notes: tuple[Note, ...]
    """In order."""
    media: int
    """How many pictures and sounds come with it; they are not read."""


def read_package(path: Path) -> AnkiPackage:
    """Read the notes of a package.

    Args:
        path: The file.

    Raises:
        RubricError: It cannot be read, is no package or a damaged one, is too large, or of a version that is not known.
    """
    name = shown_path(path)
    if path.exists() and not path.is_file():
        raise RubricError(f"{name} is not an ordinary file.", "Name a file.")
    try:
        with path.open("rb") as file:
            collection, media = _unpacked(file, name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RubricError(f"{name} cannot be read: {reason}.", "Check the file's name and permissions.") from error
    try:
        kinds, notes = _read(collection, name)
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise RubricError(f"The collection in {name} is damaged ({plain(str(error))[:80]}).", _EXPORT) from error
    return AnkiPackage(kinds, notes, media)


def _unpacked(file: IO[bytes], name: str) -> tuple[bytes, int]:
    """Return the database, and how many media there are."""
    broken = RubricError(f"{name} is no Anki package, or not a whole one.", _EXPORT)
    if _directory_size(file) > MOST_DIRECTORY:
        raise RubricError(f"{name} has too many files in it.", "Export it without media.")
    try:
        with zipfile.ZipFile(file) as archive:
            members = {each.filename: each for each in archive.infolist()}
            found = next((each for each in _COLLECTIONS if each in members), None)
            if found is None:
                raise RubricError(f"{name} holds no collection of Anki's.", _EXPORT)
            member = members[found]
            if member.flag_bits & 1 or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise RubricError(f"{name} is packed in a way that Anki does not use.", _EXPORT)
            with archive.open(member) as packed:
                content = _unzstd(packed) if found == _COLLECTIONS[0] else packed.read(MOST_COLLECTION + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise broken from error
    if content is None:
        raise broken
    if len(content) > MOST_COLLECTION:
        raise RubricError(
            f"The collection in {name} is larger than {MOST_COLLECTION // 1_000_000} MB.",
            "Export its decks one by one.",
        )
    return content, sum(1 for each in members if each.isdecimal())


def _directory_size(file: IO[bytes]) -> int:
    """Return how many bytes an archive's list of members takes, by its own word; 0 where there is none."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END - 65_535))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    file.seek(0)
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0


def _unzstd(packed: IO[bytes]) -> bytes | None:
    """Unpack, up to one byte more than is allowed; None where it is damaged."""
    import zstandard  # noqa: PLC0415 - only newer packages need it

    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(packed) as reader:
            pieces, length = [], 0
            while length <= MOST_COLLECTION and (piece := reader.read(1 << 20)):
                pieces.append(piece)
                length += len(piece)
    except zstandard.ZstdError:
        return None
    return b"".join(pieces)


def _read(collection: bytes, name: str) -> tuple[tuple[NoteType, ...], tuple[Note, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        if not collection.startswith(_MAGIC):
            raise ValueError("no database")
        connection.deserialize(_without_wal(collection))
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_VALUE)
        connection.text_factory = lambda data: data.decode(errors="replace")
        connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))  # Anki's own
        work = iter(range(MOST_WORK))
        connection.set_progress_handler(lambda: next(work, None) is None, _STEPS)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        return _read_tables(connection, name)


def _read_tables(connection: sqlite3.Connection, name: str) -> tuple[tuple[NoteType, ...], tuple[Note, ...]]:
    (version,) = connection.execute("SELECT ver FROM col").fetchone() or (0,)
    if version not in _VERSIONS:
        raise RubricError(
            f"The collection in {name} has format {plain(str(version))[:20]}; known here: {_VERSIONS[0]} to "
            f"{_VERSIONS[-1]}.",
            "Export it again with “Support older Anki versions” ticked.",
        )
    kinds, decks = (_from_tables if version >= _TABLES_FROM else _from_json)(connection)
    rows = connection.execute("SELECT id, mid, flds FROM notes ORDER BY id LIMIT ?", (MOST_NOTES + 1,)).fetchall()
    if len(rows) > MOST_NOTES:
        raise RubricError(f"{name} has more than {MOST_NOTES:,} notes.", "Export its decks one by one.")
    deck_of = dict(
        connection.execute("SELECT nid, CASE WHEN odid THEN odid ELSE did END FROM cards ORDER BY nid, ord DESC")
    )  # of the first card, which comes last
    places = {kind: place for place, kind in enumerate(kinds)}
    notes = tuple(
        Note(number, places[kind], tuple(str(fields).split("\x1f")), decks.get(deck_of.get(note, 0), ""))
        for number, (note, kind, fields) in enumerate(rows, start=1)
    )
    return tuple(kinds.values()), notes


def _from_json(connection: sqlite3.Connection) -> tuple[Mapping[int, NoteType], Mapping[int, str]]:
    """Return note types and decks by their ids, as Anki kept them until 2020."""
    models, decks = map(json.loads, connection.execute("SELECT models, decks FROM col").fetchone())
    kinds = {
        int(key): NoteType(
            str(model["name"]),
            tuple(str(field["name"]) for field in sorted(model["flds"], key=lambda field: int(field["ord"]))),
        )
        for key, model in models.items()
    }
    return kinds, dict(_named((int(key), str(deck["name"])) for key, deck in decks.items()))


def _from_tables(connection: sqlite3.Connection) -> tuple[Mapping[int, NoteType], Mapping[int, str]]:
    """Return note types and decks by their ids, as Anki keeps them today."""
    fields: dict[int, list[str]] = {}
    for kind, field in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(kind, []).append(str(field))
    kinds = {
        key: NoteType(str(name), tuple(fields.get(key, ())))
        for key, name in connection.execute("SELECT id, name FROM notetypes ORDER BY id")
    }
    decks = connection.execute("SELECT id, name FROM decks")
    return kinds, dict(_named((key, str(name).replace("\x1f", "::")) for key, name in decks))


def _named(decks: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((key, "" if key == 1 else name) for key, name in decks)  # 1 is Anki's default deck, whatever its language


def _without_wal(collection: bytes) -> bytes:
    """Let a database that was in use say that it stands alone: in memory there is no file beside it."""
    return collection[:18] + b"\x01\x01" + collection[20:] if collection[18:20] == b"\x02\x02" else collection
