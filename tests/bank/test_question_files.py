import stat
from pathlib import Path

import pytest

from coach.bank.question_files import replace_file, write_new
from coach.errors import RubricError


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


def test_a_file_is_replaced_whole_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    replace_file(link, "new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.toml", "real.toml"]


def test_a_file_that_cannot_be_replaced_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(RubricError, match="cannot be written"):
        replace_file(tmp_path / "folder.toml", "new")
    assert [each.name for each in tmp_path.iterdir()] == ["folder.toml"]
