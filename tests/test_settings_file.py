import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from coach.errors import SettingsError
from coach.settings import Settings, load_settings
from coach.settings_file import write_setting

WRITTEN = """# my settings
[recording]
limit_seconds = 120  # I talk a lot

[screen]
# easier on my eyes
theme = "coach-light"
"""


def test_a_setting_is_changed_and_everything_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_text(WRITTEN, encoding="utf-8")
    settings = write_setting(path, "recording", "limit_seconds", 60)
    assert settings.recording.limit_seconds == 60.0
    assert path.read_text(encoding="utf-8") == WRITTEN.replace("120", "60")


def test_a_missing_file_and_a_missing_table_are_made_readable_by_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "coach.toml"
    write_setting(path, "voice", "muted", True)
    write_setting(path, "delivery", "filled_pauses", ["ehm"])
    assert load_settings(path).voice.muted
    assert load_settings(path).delivery.filled_pauses == ("ehm",)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_would_not_be_read_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_text(WRITTEN, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"recording\.limit_seconds"):
        write_setting(path, "recording", "limit_seconds", 1)
    with pytest.raises(SettingsError, match="is an unknown key"):
        write_setting(path, "screen", "colour", "red")
    assert path.read_text(encoding="utf-8") == WRITTEN
    assert list(tmp_path.iterdir()) == [path]


def test_a_setting_that_is_taken_out_is_the_programs_own_again(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    write_setting(path, "keys", "result.play", "space")
    assert write_setting(path, "keys", "result.play", None) == Settings()


def test_a_broken_file_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_text("[screen\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"coach\.toml is not valid TOML in line 1"):
        write_setting(path, "screen", "theme", "coach-light")
    assert path.read_text(encoding="utf-8") == "[screen\n"


def test_changes_from_several_threads_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    names = [f"result.key{number}" for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda name: write_setting(path, "keys", name, "x"), names))
    assert sorted(load_settings(path).keys) == sorted(names)


def test_a_file_that_is_a_link_stays_one(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text(WRITTEN, encoding="utf-8")
    path = tmp_path / "coach.toml"
    path.symlink_to(kept)
    write_setting(path, "screen", "theme", "coach-dark")
    assert path.is_symlink()
    assert load_settings(kept).screen.theme == "coach-dark"


@pytest.mark.parametrize(
    "text",
    [
        "voice = {muted = true, speed = 1.5}\n",
        "voice.muted = true\nvoice.speed = 1.5\n",
        "[keys.result]\nplay = 'x'\n[voice]\nmuted = true\nspeed = 1.5\n[keys.practice]\nhint = 'i'\n",
        "\ufeff[voice]\r\nmuted = true\r\nspeed = 1.5\r\n",
    ],
)
def test_however_a_table_is_written_a_change_keeps_the_rest_of_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "coach.toml"
    path.write_bytes(text.encode())
    before = load_settings(path)
    changed = write_setting(path, "voice", "volume", 0.5)
    assert changed == replace(before, voice=replace(before.voice, volume=0.5))
    assert load_settings(path) == changed
    assert path.read_bytes().count(b"\r\n") == text.count("\r\n")


def test_a_key_written_as_keys_within_each_other_is_changed_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_text("[keys]\nresult.play = 'p'\n", encoding="utf-8")
    assert write_setting(path, "keys", "result.play", "x").keys == {"result.play": "x"}
    assert write_setting(path, "keys", "result.play", None).keys == {}


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    write_setting(path, "voice", "muted", True)
    assert list(tmp_path.iterdir()) == [path]
