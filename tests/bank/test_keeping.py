from pathlib import Path

import pytest

from coach.bank.bank import USED_MEANWHILE, keep_bank, load_bank
from coach.bank.keeping import last_good_path, overwritten_path, put_back
from coach.errors import RubricError

TEXT = 'id = "q"\nquestion = "Why?"\n\n[[key_points]]\nid = "a"\npoint = "Because."\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    own = tmp_path / "own"
    (own / "concepts").mkdir(parents=True)
    (own / "concepts" / "q.toml").write_text(TEXT, encoding="utf-8")
    keep_bank(load_bank(tmp_path / "shipped", own), own)
    return own


def test_a_file_broken_by_hand_is_named_and_its_last_good_version_used(own: Path) -> None:
    (own / "concepts" / "q.toml").write_text("id = \n", encoding="utf-8")
    bank = load_bank(own / "shipped", own)
    entry = bank.entry("q")
    assert (entry.rubric.question, entry.stale, entry.own) == ("Why?", True, True)
    mine = [problem for problem in bank.problems if "q.toml" in problem.message]
    assert len(mine) == 1
    assert "is not valid TOML" in mine[0].message
    assert mine[0].hint.endswith(USED_MEANWHILE)


def test_a_stale_question_does_not_become_the_last_good_one(own: Path) -> None:
    (own / "concepts" / "q.toml").write_text("id = \n", encoding="utf-8")
    keep_bank(load_bank(own / "shipped", own), own)
    assert last_good_path(own, "q").read_text(encoding="utf-8") == TEXT


def test_without_a_good_version_a_broken_file_is_passed_over(own: Path) -> None:
    (own / "concepts" / "other.toml").write_text("id = \n", encoding="utf-8")
    bank = load_bank(own / "shipped", own)
    assert [entry.rubric.id for entry in bank.entries] == ["q"]


def test_a_deleted_question_can_be_put_back(own: Path) -> None:
    (own / "concepts" / "q.toml").unlink()
    with pytest.raises(RubricError):
        load_bank(own / "shipped", own).get("q")
    assert put_back(own, "q") == own / "q.toml"
    assert load_bank(own / "shipped", own).get("q").question == "Why?"


def test_what_stands_in_its_place_is_kept_beside(own: Path) -> None:
    broken = own / "concepts" / "q.toml"
    broken.write_text("id = \n", encoding="utf-8")
    assert put_back(own, "q") == broken
    assert overwritten_path(own, "q").read_text(encoding="utf-8") == "id = \n"
    assert load_bank(own / "shipped", own).entry("q").stale is False
