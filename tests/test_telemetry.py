"""Nothing is told to anybody: the switches are set before any library is loaded, and no test opens a socket outside."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sockets import Attempted, OutsideError

from coach.telemetry import SWITCHES, cache_of_libraries, downloads_forbidden, remove_left_behind, switch_off_telemetry


def test_importing_any_part_sets_every_switch_whatever_the_user_has_set() -> None:
    environment = {**os.environ, "ORT_DISABLE_TELEMETRY": "0", "DO_NOT_TRACK": ""}
    program = f"import coach.domain, os; print(all(os.environ[key] == '1' for key in {tuple(SWITCHES)}))"
    said = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"


def test_the_switches_go_where_they_are_told() -> None:
    environment = {"HF_HUB_DISABLE_TELEMETRY": "0", "OTHER": "x"}
    switch_off_telemetry(environment)
    assert environment.items() >= {**SWITCHES, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "OTHER": "x"}.items()


@pytest.mark.parametrize(
    ("users", "forbidden"), [("1", True), ("true", True), ("0", False), ("", False), (None, False)]
)
def test_libraries_are_offline_in_any_case_and_downloads_are_forbidden_by_the_user_only(
    users: str | None, forbidden: bool
) -> None:
    environment = {} if users is None else {"HF_HUB_OFFLINE": users}
    for _ in range(2):  # the program, and a program that it starts
        switch_off_telemetry(environment)
        assert environment["HF_HUB_OFFLINE"] == "1"
        assert downloads_forbidden(environment) is forbidden


@pytest.mark.weights
@pytest.mark.parametrize(
    "load",
    [
        "from coach.speech.detector import load_silero; load_silero()()",
        "from pathlib import Path; from coach.speech.voice import HibariVoice; HibariVoice(Path('voice'))",
        "from coach.speech.voice import HibariPronouncer; HibariPronouncer().pronounce('recall')",
    ],
)
def test_onnxruntime_leaves_no_device_number_whichever_door_it_comes_through(tmp_path: Path, load: str) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", load], env=environment, cwd=tmp_path, check=True, timeout=120)
    assert [path for path in tmp_path.rglob("*") if "onnxruntime" in path.name] == []


def test_what_onnxruntime_left_behind_is_deleted_once_with_a_word(tmp_path: Path) -> None:
    left = tmp_path / "Microsoft" / "DeveloperTools" / ".onnxruntime"
    left.mkdir(parents=True)
    (left / "deviceid").write_text("3f2504e0-4f89-11d3-9a0c-0305e82c3301")
    done = tmp_path / "coach" / "telemetry-removed"
    assert str(left) in remove_left_behind(tmp_path, done)
    assert not left.exists()
    left.mkdir()  # another program has it again
    assert remove_left_behind(tmp_path, done) == ""
    assert left.exists()


def test_where_nothing_was_left_nothing_is_said(tmp_path: Path) -> None:
    assert remove_left_behind(tmp_path, tmp_path / "coach" / "telemetry-removed") == ""


def test_a_link_in_place_of_the_left_folder_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    left = tmp_path / "Microsoft" / "DeveloperTools" / ".onnxruntime"
    left.parent.mkdir(parents=True)
    left.symlink_to(other)
    assert remove_left_behind(tmp_path, tmp_path / "coach" / "telemetry-removed") == ""
    assert other.exists()


def test_libraries_keep_their_things_where_the_environment_says(tmp_path: Path) -> None:
    assert cache_of_libraries({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path
    assert cache_of_libraries({"XDG_CACHE_HOME": "relative"}) == cache_of_libraries({})


def test_an_address_outside_is_refused_and_remembered(outside: Attempted) -> None:
    with pytest.raises(OutsideError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as knocking:
        knocking.connect(("192.0.2.1", 53))  # an address that is kept for examples (RFC 5737)
    with pytest.raises(OutsideError):
        socket.getaddrinfo("example.org", 443)
    assert outside.take() == ["socket.connect ('192.0.2.1', 53)", "socket.getaddrinfo ('example.org', 443)"]


def test_this_machine_may_be_called() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        socket.create_connection(listening.getsockname(), timeout=5).close()
    assert socket.getaddrinfo("localhost", 80)
