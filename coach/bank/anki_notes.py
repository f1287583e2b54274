"""Makes questions of the notes of an Anki package: one of each note, type by type."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from coach.bank.anki_package import AnkiPackage, Note, NoteType, read_package
from coach.bank.imported import Imported, LeftOut
from coach.bank.sheet import Role, Row, role_of
from coach.bank.table import read_notes
from coach.plain import hidden_in, without_hidden
from coach.wording import count, plural

DECK = "Deck"
"""The name of a field more that each note gets: its deck is the topic where no field of its own has it."""


def read_deck(path: Path, told: Sequence[Role] = ()) -> Imported:
    """Read the questions of a package; what counts lines elsewhere counts notes here.

    Args:
        path: The file.
        told: What the user says the fields of its notes are.

    Raises:
        RubricError: As for `read_package`.
    """
    package = read_package(path)
    each = [_read_kind(place, kind, package, told) for place, kind in enumerate(package.kinds)]
    return Imported(
        tuple(sorted((found for one in each for found in one.found), key=lambda found: found.line)),
        tuple(sorted((unread for one in each for unread in one.unread), key=lambda unread: unread.line)),
        tuple(sorted((left for one in each for left in one.left_out), key=lambda left: left.line)),
        (*(remark for one in each for remark in one.remarks), *_media(package)),
        unit="note",
    )


def _media(package: AnkiPackage) -> Iterator[str]:
    if package.media:
        yield f"{count(package.media, 'media file')} of the package {plural(package.media, 'was', 'were')} left out."


def _read_kind(place: int, kind: NoteType, package: AnkiPackage, told: Sequence[Role]) -> Imported:
    notes = [note for note in package.notes if note.kind == place]
    if not notes:
        return Imported(())
    names, roles = kind.fields, tuple(told)
    by_deck = Role.TOPIC not in roles if roles else all(role_of(name) is not Role.TOPIC for name in names)
    if by_deck:
        names = (*names, DECK)
        roles = (
            (*roles[: len(kind.fields)], *[Role.NOTHING] * (len(kind.fields) - len(roles)), Role.TOPIC) if roles else ()
        )
    rows = [Row(note.number, _cells(note, len(kind.fields), by_deck=by_deck)) for note in notes]
    imported = read_notes(rows, names, kind.name, roles)
    hidden = [
        LeftOut(note.number, f"U+{ord(character):04X}", "a character that cannot be seen")
        for note in notes
        for character in dict.fromkeys(hidden_in("".join(note.fields)))
    ]
    return Imported(imported.found, imported.unread, (*hidden, *imported.left_out), imported.remarks)


def _cells(note: Note, width: int, *, by_deck: bool) -> tuple[str, ...]:
    """Return as many fields as there are names, and the deck."""
    fields = (*map(without_hidden, note.fields[:width]), *[""] * (width - len(note.fields)))
    return (*fields, without_hidden(note.deck)) if by_deck else fields
