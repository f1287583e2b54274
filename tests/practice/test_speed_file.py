import json
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.practice.machine_speed import Machine, MachineSpeed
from coach.practice.speed_file import read_speed, write_speed

MACHINE = Machine("Linux x86_64, some processor, 4 logical", 2, 1, "faster-whisper 1.2.1, ctranslate2 4.8.0")
SPEED = MachineSpeed(MACHINE, 10.1, 1.5, datetime(2026, 3, 1, 12, 0, tzinfo=UTC))


def test_a_measurement_comes_back_as_it_was(tmp_path: Path) -> None:
    write_speed(tmp_path / "new" / "speed.json", SPEED)
    assert read_speed(tmp_path / "new" / "speed.json", MACHINE) == SPEED


def test_only_the_owner_may_read_it_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    write_speed(tmp_path / "speed.json", SPEED)
    assert (tmp_path / "speed.json").stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.iterdir()] == ["speed.json"]


@pytest.mark.parametrize(
    "change", [{"threads": 4}, {"beam_size": 5}, {"versions": "faster-whisper 2.0"}, {"processor": "another"}]
)
def test_a_measurement_of_something_else_counts_as_none(tmp_path: Path, change: dict[str, object]) -> None:
    write_speed(tmp_path / "speed.json", SPEED)
    assert read_speed(tmp_path / "speed.json", replace(MACHINE, **change)) is None  # type: ignore[arg-type]


def test_no_file_is_no_measurement(tmp_path: Path) -> None:
    assert read_speed(tmp_path / "speed.json", MACHINE) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe\x00",
        b'{"machine": 3}',
        b"[" * 5000,
        b"9" * 9000,
    ],
)
def test_a_damaged_file_is_logged_and_counts_as_none(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "speed.json").write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert read_speed(tmp_path / "speed.json", MACHINE) is None
    assert "speed.json" in caplog.text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("took_seconds", float("nan")),
        ("took_seconds", -1),
        ("took_seconds", None),
        ("took_seconds", "long"),
        ("took_seconds", 10**400),
        ("sound_seconds", 0),
        ("measured_at", "yesterday"),
        ("measured_at", 3),
        ("machine", {"processor": "some"}),
        ("machine", []),
    ],
)
def test_a_value_that_cannot_be_counts_as_none(tmp_path: Path, key: str, value: object) -> None:
    write_speed(tmp_path / "speed.json", SPEED)
    table = json.loads((tmp_path / "speed.json").read_text())
    (tmp_path / "speed.json").write_text(json.dumps(table | {key: value}))
    assert read_speed(tmp_path / "speed.json", MACHINE) is None


def test_an_unknown_key_counts_as_damage(tmp_path: Path) -> None:
    write_speed(tmp_path / "speed.json", SPEED)
    table = json.loads((tmp_path / "speed.json").read_text())
    (tmp_path / "speed.json").write_text(json.dumps(table | {"cores": 4}))
    assert read_speed(tmp_path / "speed.json", MACHINE) is None


def test_a_folder_that_cannot_be_written_is_logged_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.WARNING):
        write_speed(tmp_path / "file" / "speed.json", SPEED)
    assert "speed.json" in caplog.text
