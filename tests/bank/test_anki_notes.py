"""Questions are made of the notes of Anki packages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from anki_packages import BASIC, CLOZE, write_new, write_old

from coach.bank.anki_notes import read_deck
from coach.bank.formats import read_file
from coach.bank.imported import Draft
from coach.bank.sheet import Role

Write = Callable[..., Path]


@pytest.fixture(params=[write_old, write_new])
def write(request: pytest.FixtureRequest) -> Write:
    made: Write = request.param
    return made


def test_front_and_back_and_deck_become_question_points_and_topic(write: Write, tmp_path: Path) -> None:
    back = "<ul><li>It is an <b>error</b>.</li><li>A &lt; B</li></ul>"
    path = write(tmp_path / "a.apkg", BASIC, [("Basic", ("What is <i>bias</i>?", back), "ML::Basics")])
    imported = read_file(path)
    answer = "It is an error.\nA < B"
    assert imported.drafts == (Draft("What is bias?", answer, ("It is an error.", "A < B"), "ML::Basics"),)
    assert (imported.unit, imported.unread, imported.left_out, imported.remarks) == ("note", (), (), ())


def test_notes_of_several_types_come_in_their_order_with_their_numbers(write: Write, tmp_path: Path) -> None:
    kinds = {**BASIC, "Interview": ("Id", "Question", "Key points", "Topic")}
    notes = [
        ("Basic", ("One?", "1"), "Deck"),
        ("Interview", ("7", "Two?", "- a<br>- b", "Own topic"), "Deck"),
        ("Basic", ("Three?", ""), "Deck"),
        ("Basic", ("Four?", "4"), ""),
    ]
    imported = read_deck(write(tmp_path / "a.apkg", kinds, notes))
    assert [(each.line, each.draft) for each in imported.found] == [
        (1, Draft("One?", "1", ("1",), "Deck")),
        (2, Draft("Two?", "", ("a", "b"), "Own topic")),
        (4, Draft("Four?", "4", ("4",))),
    ]
    assert [(each.line, each.why) for each in imported.unread] == [(3, "there are no key points")]
    assert [(each.line, each.text) for each in imported.left_out] == [(2, "Id")]


def test_a_cloze_note_is_asked_with_its_gaps_open_and_its_lines_with_gaps_are_the_points(
    write: Write, tmp_path: Path
) -> None:
    text = "Two norms:<br>{{c1::L1}} gives zeros<br>{{c2::L2::squares}} shrinks"
    path = write(tmp_path / "a.apkg", CLOZE, [("Cloze", (text, "See chapter 3"), "")])
    imported = read_deck(path)
    assert imported.drafts == (
        Draft(
            "Fill in: Two norms: … gives zeros … (squares) shrinks",
            "Two norms:\nL1 gives zeros\nL2 shrinks\nSee chapter 3",
            ("L1 gives zeros", "L2 shrinks"),
        ),
    )
    assert imported.remarks == (
        "Of the notes “Cloze”, the field “Text” was taken for the question and “Back Extra” for the answer; "
        "use --columns to choose others.",
    )


def test_fields_that_do_not_say_what_they_are_are_taken_in_order_and_columns_say_otherwise(
    write: Write, tmp_path: Path
) -> None:
    kinds = {"Own": ("Hint", "Expression", "Meaning")}
    path = write(tmp_path / "a.apkg", kinds, [("Own", ("h", "What?", "That"), "D")])
    imported = read_deck(path)
    assert imported.drafts == (Draft("h", "What?", ("What?",), "D"),)
    assert "“Hint” was taken for the question and “Expression” for the answer" in imported.remarks[0]
    told = read_deck(path, (Role.NOTHING, Role.QUESTION, Role.ANSWER))
    assert told.drafts == (Draft("What?", "That", ("That",), "D"),)
    assert told.remarks == ()
    assert read_deck(write(path, {"One": ("Only",)}, [("One", ("x",), "")])).unread[0].why == "there are no key points"


def test_media_are_counted_and_pictures_sounds_scripts_and_hidden_characters_are_left_out(
    write: Write, tmp_path: Path
) -> None:
    back = 'It <img src="1.png"> is <script>alert(1)</script>[sound:a.mp3]s\u200bo\x1b[31m'
    path = write(tmp_path / "a.apkg", BASIC, [("Basic", ("Why?", back), "")], media=2)
    imported = read_deck(path)
    assert imported.drafts[0].points == ("It is so[31m",)
    assert imported.remarks == ("2 media files of the package were left out.",)
    assert [each.what for each in imported.left_out] == [
        "a character that cannot be seen",
        "a character that cannot be seen",
        "a sound",
        "a picture",
        "a script or style",
    ]


def test_a_note_with_too_few_or_too_many_fields_is_read_as_far_as_its_type_goes(write: Write, tmp_path: Path) -> None:
    path = write(tmp_path / "a.apkg", BASIC, [("Basic", ("A?", "a", "more"), "D"), ("Basic", ("B?",), "D")])
    imported = read_deck(path)
    assert imported.drafts == (Draft("A?", "a", ("a",), "D"),)
    assert [each.line for each in imported.unread] == [2]
