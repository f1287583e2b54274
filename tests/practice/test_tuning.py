from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rubric_strategies import rubrics

from coach.bank.bank import load_bank
from coach.bank.edits import add_point
from coach.bank.keeping import base_path
from coach.bank.load import parse_rubric
from coach.bank.open_rubric import ChangedMeanwhileError
from coach.bank.update import Update, compare_versions
from coach.bank.writing import rubric_toml
from coach.domain.rubric import Alias, Rubric
from coach.errors import RubricError
from coach.practice.tuning import ShippedUpdate, Tuning, mend

TEXT = 'id = "q"\nquestion = "Why?"  # ours\n\n[[key_points]]\nid = "a"\npoint = "Because."\n'


def tuning(home: Path, text: str = TEXT) -> Tuning:
    folder = home / "shipped" / "concepts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "q.toml").write_text(text, encoding="utf-8")
    return Tuning(load_bank(home / "shipped", home / "own").entry("q"), home / "own")


def test_every_edit_can_be_taken_back(tmp_path: Path) -> None:
    open_ = tuning(tmp_path)
    first = open_.draft
    open_.edit(add_point(first, "Therefore."))
    open_.edit(replace(open_.draft, question="How?"))
    assert open_.edited
    assert open_.undo()
    assert open_.draft.question == "Why?"
    assert open_.undo()
    assert open_.draft == first
    assert not open_.undo()
    assert not open_.edited


def test_an_edit_that_breaks_the_format_changes_nothing(tmp_path: Path) -> None:
    open_ = tuning(tmp_path)
    with pytest.raises(RubricError, match="weight"):
        open_.edit(replace(open_.draft, key_points=(replace(open_.draft.key_points[0], importance=0.0),)))
    assert not open_.edited


def test_saving_can_be_undone_and_saved_back(tmp_path: Path) -> None:
    open_ = tuning(tmp_path)
    open_.edit(replace(open_.draft, question="How?"))
    open_.save()
    assert not open_.edited
    assert 'question = "How?"  # ours' in open_.path.read_text(encoding="utf-8")
    open_.undo()
    assert open_.edited
    open_.save()
    assert open_.path.read_text(encoding="utf-8") == TEXT


def test_what_another_editor_made_of_the_text_is_taken_with_its_comments(tmp_path: Path) -> None:
    open_ = tuning(tmp_path)
    open_.edit(replace(open_.draft, question="How?"))
    text = open_.as_text()
    assert 'question = "How?"  # ours' in text
    open_.take_text(text + "# a last word\n")
    open_.save()
    assert open_.path.read_text(encoding="utf-8").endswith("# a last word\n")


def test_a_text_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    open_ = tuning(tmp_path)
    with pytest.raises(RubricError, match="not valid TOML"):
        open_.take_text("id =")
    with pytest.raises(RubricError, match=r"`id` is \"other\""):
        open_.take_text(TEXT.replace('"q"', '"other"'))
    assert not open_.edited


@settings(max_examples=25, deadline=None)
@given(rubrics(), st.lists(rubrics(), max_size=3))
def test_load_edit_save_load_is_the_identity(
    tmp_path_factory: pytest.TempPathFactory, first: Rubric, edits: list[Rubric]
) -> None:
    home = tmp_path_factory.mktemp("home")
    open_ = tuning(home, rubric_toml(first))
    last = first
    for last in edits:
        open_.edit(last)
        open_.save()
    assert load_bank(home / "shipped", home / "own").get("q") == last


def test_a_broken_file_is_mended_in_another_editor_or_stays_as_it_was(tmp_path: Path) -> None:
    open_ = tuning(tmp_path)
    open_.save()
    entry = load_bank(tmp_path / "shipped", tmp_path / "own").entry("q")
    open_.path.write_text("id =", encoding="utf-8")
    with pytest.raises(RubricError, match="not valid TOML"):
        mend(entry, tmp_path / "own", lambda text, _name: text + " 1 2")
    assert open_.path.read_text(encoding="utf-8") == "id ="
    mended = mend(entry, tmp_path / "own", lambda text, name: f"# {name} was {text}\n{TEXT}")
    assert mended.draft.question == "Why?"
    assert open_.path.read_text(encoding="utf-8").startswith("# q.toml was id =")
    shipped = load_bank(tmp_path / "shipped", tmp_path / "none").entry("q")
    with pytest.raises(RubricError, match="shipped question"):
        mend(shipped, tmp_path / "own", lambda text, _name: text)


def test_a_file_that_was_changed_meanwhile_is_written_over_at_the_second_try_only(tmp_path: Path) -> None:
    open_ = tuning(tmp_path)
    open_.edit(replace(open_.draft, question="How?"))
    open_.save()
    open_.path.write_text(TEXT.replace("Why?", "Theirs?"), encoding="utf-8")
    open_.edit(replace(open_.draft, question="Mine?"))
    with pytest.raises(ChangedMeanwhileError):
        open_.save()
    open_.edit(replace(open_.draft, question="Mine after all?"))
    with pytest.raises(ChangedMeanwhileError):  # an edit begins anew
        open_.save()
    assert "Theirs?" in open_.path.read_text(encoding="utf-8")
    open_.save()
    assert "Mine after all?" in open_.path.read_text(encoding="utf-8")


def test_saving_says_whether_stored_answers_may_be_judged_otherwise(tmp_path: Path) -> None:
    open_ = tuning(tmp_path)
    open_.edit(replace(open_.draft, aliases=(Alias("RAG", ("rack",)),)))
    assert not open_.save()
    open_.edit(replace(open_.draft, question="How?", aliases=()))
    assert open_.save()


def test_an_update_is_decided_on_change_by_change_and_remembered_once_it_is_settled(tmp_path: Path) -> None:
    base = parse_rubric(TEXT, tmp_path / "q.toml")
    shipped = replace(base, question="Updated?", topic="Elsewhere")
    changes = compare_versions(base, shipped, base)
    update = ShippedUpdate(Update(shipped, rubric_toml(shipped), changes), tmp_path)
    assert [change.field for change in update.undecided] == ["question", "topic"]
    assert update.take(base, 1) == replace(base, topic="Elsewhere")
    assert [change.field for change in update.undecided] == ["question"]
    assert not update.can_be_settled(edited=False)
    update.leave_rest()
    assert update.undecided == ()
    assert not update.can_be_settled(edited=True)
    assert update.can_be_settled(edited=False)
    update.settle()
    assert base_path(tmp_path, "q").read_text(encoding="utf-8") == rubric_toml(shipped)
