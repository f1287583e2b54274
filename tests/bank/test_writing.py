import stat
from pathlib import Path

import pytest
from hypothesis import given
from rubric_strategies import rubrics

from coach.bank.bank import load_bank
from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml, write_new
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import RubricError
from coach.paths import shipped_folder


@given(rubrics())
def test_what_is_written_reads_as_the_same_question(rubric: Rubric) -> None:
    assert parse_rubric(rubric_toml(rubric), Path("q.toml")) == rubric


def test_shipped_questions_survive_being_written() -> None:
    for rubric in load_bank(shipped_folder("rubrics"), Path("none")).rubrics:
        assert parse_rubric(rubric_toml(rubric), Path(f"{rubric.id}.toml")) == rubric


def test_what_goes_without_saying_is_left_out() -> None:
    text = rubric_toml(Rubric("q", "Why?", (KeyPoint("a", "Because."),)))
    assert text == (
        'id = "q"\nquestion = "Why?"\nseconds = [30, 60]\n\n[[key_points]]\nid = "a"\npoint = "Because."\nweight = 1\n'
    )


def test_a_new_file_is_its_owners_only_and_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "concepts" / "q.toml"
    write_new(path, "one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with pytest.raises(RubricError, match="exists already"):
        write_new(path, "two")
    assert path.read_text(encoding="utf-8") == "one"
    assert [each.name for each in path.parent.iterdir()] == ["q.toml"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "concepts").write_text("in the way", encoding="utf-8")
    with pytest.raises(RubricError, match=r"concepts.q\.toml cannot be written"):
        write_new(tmp_path / "concepts" / "q.toml", "one")
