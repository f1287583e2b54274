import stat
from dataclasses import replace
from pathlib import Path

import pytest

from coach.bank.bank import Bank, load_bank
from coach.bank.keeping import base_path, overwritten_path
from coach.bank.open_rubric import ChangedMeanwhileError, open_rubric, save_rubric
from coach.errors import RubricError

TEXT = 'id = "q"\nquestion = "Why?"  # ours\n\n[[key_points]]\nid = "a"\npoint = "Because."\n'


def folders(tmp_path: Path) -> tuple[Path, Path]:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    (shipped / "concepts").mkdir(parents=True)
    (shipped / "concepts" / "q.toml").write_text(TEXT, encoding="utf-8")
    return shipped, own


def bank(tmp_path: Path) -> Bank:
    return load_bank(tmp_path / "shipped", tmp_path / "own")


def test_a_shipped_question_is_saved_in_the_users_folder_and_the_shipped_file_stays(tmp_path: Path) -> None:
    shipped, own = folders(tmp_path)
    opened = open_rubric(bank(tmp_path).entry("q"), own)
    saved = save_rubric(opened, replace(opened.rubric, question="How?"))
    assert (shipped / "concepts" / "q.toml").read_text(encoding="utf-8") == TEXT
    assert saved.path == own / "concepts" / "q.toml"
    assert saved.path.read_text(encoding="utf-8") == TEXT.replace("Why?", "How?")
    assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600
    assert base_path(own, "q").read_text(encoding="utf-8") == TEXT
    entry = bank(tmp_path).entry("q")
    assert (entry.own, entry.rubric.question, entry.shipped) == (True, "How?", shipped / "concepts" / "q.toml")


def test_saving_again_changes_the_same_file_and_keeps_the_first_base(tmp_path: Path) -> None:
    _, own = folders(tmp_path)
    opened = open_rubric(bank(tmp_path).entry("q"), own)
    once = save_rubric(opened, replace(opened.rubric, question="How?"))
    twice = save_rubric(once, replace(once.rubric, question="When?"))
    assert "When?" in twice.path.read_text(encoding="utf-8")
    assert base_path(own, "q").read_text(encoding="utf-8") == TEXT


def test_a_file_changed_meanwhile_is_not_written_over_without_asking(tmp_path: Path) -> None:
    _, own = folders(tmp_path)
    opened = save_rubric(open_rubric(bank(tmp_path).entry("q"), own), bank(tmp_path).get("q"))
    theirs = TEXT.replace("Why?", "Theirs?")
    opened.path.write_text(theirs, encoding="utf-8")
    edited = replace(opened.rubric, question="Mine?")
    with pytest.raises(ChangedMeanwhileError, match="was changed by another program"):
        save_rubric(opened, edited)
    assert opened.path.read_text(encoding="utf-8") == theirs
    save_rubric(opened, edited, over=True)
    assert "Mine?" in opened.path.read_text(encoding="utf-8")
    assert overwritten_path(own, "q").read_text(encoding="utf-8") == theirs


def test_a_file_deleted_meanwhile_is_said_and_can_be_written_again(tmp_path: Path) -> None:
    _, own = folders(tmp_path)
    opened = save_rubric(open_rubric(bank(tmp_path).entry("q"), own), bank(tmp_path).get("q"))
    opened.path.unlink()
    edited = replace(opened.rubric, question="Mine?")
    with pytest.raises(ChangedMeanwhileError, match="was deleted"):
        save_rubric(opened, edited)
    save_rubric(opened, edited, over=True)
    assert bank(tmp_path).get("q").question == "Mine?"


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    _, own = folders(tmp_path)
    opened = open_rubric(bank(tmp_path).entry("q"), own)
    own.write_text("in the way", encoding="utf-8")
    with pytest.raises(RubricError, match="cannot be written"):
        save_rubric(opened, replace(opened.rubric, question="How?"))


def test_a_broken_file_says_what_is_wrong_when_it_is_opened(tmp_path: Path) -> None:
    _, own = folders(tmp_path)
    opened = save_rubric(open_rubric(bank(tmp_path).entry("q"), own), bank(tmp_path).get("q"))
    entry = bank(tmp_path).entry("q")
    opened.path.write_text("id = ", encoding="utf-8")
    with pytest.raises(RubricError, match="is not valid TOML"):
        open_rubric(entry, own)
