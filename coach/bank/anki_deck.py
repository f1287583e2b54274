"""Writes questions as an Anki package; imported once more, it updates the notes in Anki instead of doubling them."""

import html
import io
import itertools
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from coach.bank.bank import OTHER
from coach.bank.formats import anki_fields
from coach.bank.imported import to_draft
from coach.domain.rubric import Rubric

if TYPE_CHECKING:
    import genanki

DECK = "coach"
"""The deck around those of the topics."""

_QUESTION_TYPE, _POINT_TYPE = 1_742_860_931, 1_742_860_932
"""Ids of our note types: any numbers that no others have. A type whose fields change needs a new one."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that the same notes at the same moment are the same bytes."""

_CSS = ".card { font-family: sans-serif; font-size: 18px; text-align: left } .others { color: #777; font-size: 16px }"


class NotesBy(StrEnum):
    """What gets a note of its own."""

    QUESTION = "question"
    """Each question; its key points are on the back."""
    POINT = "point"
    """Each key point; the others are on the front."""


def write_package(rubrics: Iterable[Rubric], by: NotesBy, now: datetime) -> bytes:
    """Return a package with a deck for each topic.

    Args:
        rubrics: The questions.
        by: What gets a note.
        now: The time; UTC, aware. Anki keeps the later version of a note.
    """
    import genanki  # noqa: PLC0415 - hardly anybody needs it

    model = _question_type() if by is NotesBy.QUESTION else _point_type()
    decks: dict[str, genanki.Deck] = {}
    for rubric in rubrics:
        topic = rubric.topic or OTHER
        deck = decks.setdefault(topic, genanki.Deck(_deck_id(topic), f"{DECK}::{topic.replace('::', ': ')}"))
        for note in _notes(rubric, by, model):
            deck.add_note(note)
    # Package.write_to_file would leave a copy of the database in the system's folder for temporary files.
    with closing(sqlite3.connect(":memory:")) as connection:
        moment = now.timestamp()
        package = genanki.Package(list(decks.values()))
        package.write_to_db(connection.cursor(), moment, itertools.count(int(moment * 1000)))
        connection.commit()
        collection = connection.serialize()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("collection.anki2", collection), ("media", json.dumps({}).encode())):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _notes(rubric: Rubric, by: NotesBy, model: "genanki.Model") -> Iterator["genanki.Note"]:
    import genanki  # noqa: PLC0415

    if by is NotesBy.QUESTION:
        yield genanki.Note(model, [*anki_fields(to_draft(rubric))], guid=genanki.guid_for("coach", rubric.id))
        return
    for number, point in enumerate(rubric.key_points, start=1):
        others = [each.point for each in rubric.key_points if each.id != point.id]
        asked = f"Key point {number} of {len(rubric.key_points)}." + (" The others:" if others else "")
        lines = "<br>".join([asked, *(f"– {_as_html(each)}" for each in others)])
        fields = [_as_html(rubric.question), lines, _as_html(point.point), _as_html(rubric.topic)]
        yield genanki.Note(model, fields, guid=genanki.guid_for("coach", rubric.id, point.id))


def _question_type() -> "genanki.Model":
    import genanki  # noqa: PLC0415

    back = "{{FrontSide}}<hr id=answer>{{Points}}{{#Answer}}<hr>{{Answer}}{{/Answer}}"
    return genanki.Model(
        _QUESTION_TYPE,
        "coach: a question",
        fields=[{"name": name} for name in ("Question", "Answer", "Points", "Topic")],
        templates=[{"name": "Question", "qfmt": "{{Question}}", "afmt": back}],
        css=_CSS,
    )


def _point_type() -> "genanki.Model":
    import genanki  # noqa: PLC0415

    front = "{{Question}}<div class=others>{{Other points}}</div>"
    return genanki.Model(
        _POINT_TYPE,
        "coach: a key point",
        fields=[{"name": name} for name in ("Question", "Other points", "Point", "Topic")],
        templates=[{"name": "Key point", "qfmt": front, "afmt": "{{FrontSide}}<hr id=answer>{{Point}}"}],
        css=_CSS,
    )


def _deck_id(topic: str) -> int:
    """Return the same number for a topic every time; large, as Anki's own are."""
    return 1 << 40 | zlib.crc32(topic.encode())


def _as_html(text: str) -> str:
    """Write a text so that Anki takes nothing in it for HTML, a sound, LaTeX or a gap."""
    return html.escape(text, quote=False).replace("[", "&#91;").replace("{", "&#123;")
