from pathlib import Path

import pytest

from coach.bench.fresh_process import FreshProcess, furnish
from coach.errors import CoachError


def user_folder(tmp_path: Path) -> Path:
    user = tmp_path / "user"
    for name in ("whisper-base", "converted"):
        (user / "models" / name).mkdir(parents=True)
        (user / "models" / name / "model.bin").write_bytes(b"weights")
    (user / "coach.toml").write_text("[voice]\nvolume = 0.5\n")
    (user / "history.db").write_bytes(b"private")
    return user


def test_the_folder_has_the_users_settings_and_weights_without_what_is_made_at_the_first_start(tmp_path: Path) -> None:
    user, home = user_folder(tmp_path), tmp_path / "home"
    furnish(home, weights=user / "models", files=[user / "coach.toml", user / "machine-speed.json"])
    assert sorted(each.name for each in home.iterdir()) == ["coach.toml", "models"]
    assert [each.name for each in (home / "models").iterdir()] == ["whisper-base"]
    assert (home / "models" / "whisper-base" / "model.bin").read_bytes() == b"weights"


def test_a_user_without_weights_is_no_error(tmp_path: Path) -> None:
    furnish(tmp_path / "home", weights=tmp_path / "none", files=[])
    assert list((tmp_path / "home" / "models").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(CoachError, match="cannot be prepared"):
        furnish(tmp_path / "home", weights=tmp_path, files=[])


def test_a_command_has_the_folder_for_the_users_and_its_seconds_are_given(tmp_path: Path) -> None:
    process = FreshProcess(tmp_path / "home")
    assert 0.0 < process.command("paths") < 60.0
    with pytest.raises(CoachError, match="failed while it was measured"):
        process.command("bank", "show", "no-such-question")


def test_a_part_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "coach.toml").write_text("[")
    with pytest.raises(CoachError, match=r"coach\.toml"):
        FreshProcess(tmp_path / "home").part("judge", "ours")
