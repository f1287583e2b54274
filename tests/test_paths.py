from dataclasses import fields
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.paths import Paths, find_paths, shipped_folder


def test_coach_home_moves_everything_under_one_folder_and_creates_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    paths = find_paths({"COACH_HOME": str(home)})
    for each in fields(Paths):
        assert getattr(paths, each.name).is_relative_to(home), each.name
    assert not home.exists()


def test_a_coach_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CoachError, match="not a folder"):
        find_paths({"COACH_HOME": str(tmp_path / "file")})


@pytest.mark.parametrize(
    ("given", "said"),
    [("~nobody-of-this-name", "no such user"), ("/" + "x" * 5000, "name too long"), ("a" * 300, "name too long")],
)
def test_a_coach_home_that_cannot_be_is_refused_in_one_short_sentence(given: str, said: str) -> None:
    with pytest.raises(CoachError, match=said) as caught:
        find_paths({"COACH_HOME": given})
    assert len(caught.value.message) < 250
    assert caught.value.hint


def test_without_coach_home_the_systems_places_are_used() -> None:
    paths = find_paths({})
    assert paths.history.parent.name == "coach"
    assert paths.recordings.parent == paths.history.parent


def test_the_shipped_folders_are_found() -> None:
    assert (shipped_folder("rubrics") / "concepts").is_dir()
    assert (shipped_folder("models") / "catalogue.toml").is_file()
