"""Questions are written as Anki packages, and come back."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rubric_strategies import BLOCKS, LINES

from coach.bank.anki_deck import NotesBy, write_package
from coach.bank.anki_notes import read_deck
from coach.bank.bank import load_bank
from coach.bank.imported import tidy_draft, to_draft
from coach.domain.rubric import KeyPoint, Rubric
from coach.paths import shipped_folder

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
RUBRIC = Rubric(
    "bias", "What is <bias>?", (KeyPoint("a", "It is [an] {{c1::error}}."), KeyPoint("b", "B & C")), topic="ML::Basics"
)


def written(path: Path, rubrics: list[Rubric], by: NotesBy = NotesBy.QUESTION) -> Path:
    path.write_bytes(write_package(rubrics, by, NOON))
    return path


def rows(package: bytes, query: str) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive, closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(archive.read("collection.anki2"))
        return connection.execute(query).fetchall()


def test_all_shipped_questions_come_back_as_they_were(tmp_path: Path) -> None:
    rubrics = list(load_bank(shipped_folder("rubrics"), tmp_path / "none").rubrics)
    imported = read_deck(written(tmp_path / "a.apkg", rubrics))
    assert sorted(imported.drafts, key=str) == sorted(map(to_draft, rubrics), key=str)
    assert (imported.unread, imported.left_out, imported.remarks) == ((), (), ())


@given(LINES, BLOCKS, st.lists(LINES, min_size=1, max_size=4, unique_by=str.casefold))
def test_any_question_comes_back_as_it_was(question: str, answer: str, points: list[str]) -> None:
    draft = tidy_draft(question, answer, points)
    numbered = tuple(KeyPoint(f"p{number}", point) for number, point in enumerate(draft.points))
    rubric = Rubric("q", draft.question, numbered, model_answer=draft.answer)
    with TemporaryDirectory() as folder:
        (found,) = read_deck(written(Path(folder) / "a.apkg", [rubric])).drafts
    assert (found.question, found.points, found.topic) == (draft.question, draft.points, draft.topic)
    assert found.answer.split() == draft.answer.split()  # HTML has no indents


@pytest.mark.parametrize("by", NotesBy)
def test_a_second_export_has_the_same_notes_and_a_later_date(by: NotesBy) -> None:
    first = write_package([RUBRIC], by, NOON)
    changed = replace(RUBRIC, question="Asked otherwise?")
    second = write_package([changed], by, NOON + timedelta(days=1))
    same = "SELECT guid, mid FROM notes ORDER BY guid"
    assert rows(first, same) == rows(second, same)
    assert rows(second, "SELECT min(mod) FROM notes") > rows(first, "SELECT max(mod) FROM notes")
    assert write_package([RUBRIC], by, NOON) == first


def test_guids_of_questions_and_points_differ() -> None:
    guids = [
        guid
        for by in NotesBy
        for package in (write_package([RUBRIC, replace(RUBRIC, id="other")], by, NOON),)
        for (guid,) in rows(package, "SELECT guid FROM notes")
    ]
    assert len(set(guids)) == len(guids) == 6


def test_a_note_of_each_point_asks_for_it_beside_the_others() -> None:
    package = write_package([RUBRIC], NotesBy.POINT, NOON)
    fields = [str(text).split("\x1f") for (text,) in rows(package, "SELECT flds FROM notes ORDER BY id")]
    assert fields[1] == [
        "What is &lt;bias&gt;?",
        "Key point 2 of 2. The others:<br>– It is &#91;an] &#123;&#123;c1::error}}.",
        "B &amp; C",
        "ML::Basics",
    ]
    assert len(rows(package, "SELECT id FROM cards")) == 2


def test_each_topic_is_a_deck_of_its_own() -> None:
    others = [replace(RUBRIC, id="c", topic="LLMs"), replace(RUBRIC, id="d", topic="")]
    ((decks,),) = rows(write_package([RUBRIC, *others], NotesBy.QUESTION, NOON), "SELECT decks FROM col")
    named = {deck["name"] for deck in json.loads(str(decks)).values()} - {"Default"}
    assert named == {"coach::ML: Basics", "coach::LLMs", "coach::Other"}
