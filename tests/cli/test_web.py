import argparse
import socket
import sys
from pathlib import Path

import pytest

from coach.cli import main
from coach.cli.parser import build_parser
from coach.cli.web import announcement, point_to, served_command


def test_what_is_served_is_this_interpreter_with_the_same_weights() -> None:
    parsed = build_parser().parse_args(["--whisper", "tiny.en", "web", "--embedder", "my $(folder); 'x'"])
    assert served_command(parsed) == [
        sys.executable,
        "-m",
        "coach",
        "--whisper=tiny.en",
        "--embedder=my $(folder); 'x'",
    ]
    assert served_command(argparse.Namespace()) == [sys.executable, "-m", "coach"]


def test_the_address_stands_on_a_line_of_its_own() -> None:
    assert "\n  http://127.0.0.1:8123/?token=abc\n" in announcement("http://127.0.0.1:8123/?token=abc")


def test_a_browser_is_led_to_the_address_by_a_page_that_only_its_owner_can_read(tmp_path: Path) -> None:
    page = tmp_path / "data" / "open-in-browser.html"
    assert point_to("http://127.0.0.1:8123/?token=a-b_c", page)
    assert 'content="0;url=http://127.0.0.1:8123/?token=a-b_c"' in page.read_text()
    assert page.stat().st_mode & 0o077 == 0


def test_a_page_that_cannot_be_written_is_no_failure_of_the_server(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    assert not point_to("http://127.0.0.1:8123/?token=abc", tmp_path / "data" / "open-in-browser.html")


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_cannot_be_is_a_usage_error(port: str) -> None:
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(["web", f"--port={port}"])
    assert caught.value.code == 2


def test_a_taken_port_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["web", "--port", str(other.getsockname()[1])]) == 1
    assert "is in use by another program" in capsys.readouterr().err


def test_broken_settings_are_told_of_before_anything_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    (tmp_path / "coach.toml").write_text("[voice]\nmutd = true\n")
    assert main(["web"]) == 1
    captured = capsys.readouterr()
    assert "voice.mutd" in captured.err
    assert captured.out == ""
