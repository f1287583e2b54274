"""What becomes of what is printed, seen from outside: other encodings, closed and full outputs, no terminal."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from coach.cli.output import Output, complain, print_json
from coach.errors import CoachError

posix = pytest.mark.skipif(os.name != "posix", reason="shells and devices of POSIX")


def coach(command: str, home: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which `coach` is the program."""
    line = f'set -o pipefail; coach() {{ "{sys.executable}" -m coach "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "COACH_HOME": str(home), **environment},
    )


def output(encoding: str = "utf-8") -> tuple[Output, io.BytesIO]:
    raw = io.BytesIO()
    return Output(io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="")), raw


@posix
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("coach bank list >&-", 1, b"Standard output is closed"),
        ("coach bank list >/dev/full", 1, b"No space left on device"),
        ("coach --help >/dev/full", 1, b"No space left on device"),
        ("coach bank list >/dev/full 2>&-", 1, b""),
        ("coach nosuch 2>/dev/full", 2, b""),
        ("coach bank list | head -1", 0, b""),
        ("coach </dev/null", 2, b"The screen needs a terminal"),
        ("coach <&-", 2, b"The screen needs a terminal"),
        ("coach | cat", 2, b"The screen needs a terminal"),
        ("coach demo </dev/null", 2, b"The screen needs a terminal"),
    ],
)
def test_an_output_that_fails_and_a_missing_terminal_end_in_one_sentence(
    tmp_path: Path, command: str, code: int, said: bytes
) -> None:
    done = coach(command, tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr
    assert len(done.stdout) + len(done.stderr) < 1000


@posix
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("command", ["bank show lora", "bank list", "plan", "paths", "models", "bank show nosuch"])
def test_any_encoding_of_the_output_takes_every_command(tmp_path: Path, encoding: str, command: str) -> None:
    done = coach(f"coach {command}", tmp_path, PYTHONIOENCODING=encoding)
    assert done.returncode == (1 if "nosuch" in command else 0)
    assert b"Traceback" not in done.stderr
    assert (done.stdout + done.stderr).decode(encoding)


def test_signs_that_an_encoding_lacks_are_shown_by_similar_ones(tmp_path: Path) -> None:
    home = tmp_path / "ünder “quotes” … → 模"
    done = coach("coach paths", home, PYTHONIOENCODING="ascii")
    assert b'under "quotes" ... -> ?' in done.stdout


def test_what_steers_a_terminal_is_made_visible_on_the_way_out() -> None:
    to, raw = output()
    with redirect_stdout(to):
        print("one\n\ttwo \x1b[2J\x9b\u202e")
    to.flush()
    assert raw.getvalue().decode() == "one\n\ttwo ␛[2J��\n"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_json_says_the_same_in_any_encoding(encoding: str) -> None:
    value = {"said": "naïve \x9b2J \u202e 模 \x1b[31m"}
    to, raw = output(encoding)
    with redirect_stdout(to):
        print_json(value)
    to.flush()
    text = raw.getvalue().decode(encoding)
    assert json.loads(text) == value
    assert "\x9b" not in text and "\u202e" not in text


def test_a_closed_output_is_told_of_when_something_is_to_be_shown() -> None:
    closed = Output(None)
    closed.flush()
    with pytest.raises(CoachError, match="is closed"):
        print("something", file=closed)


def test_a_name_without_end_is_shortened_in_an_error_and_an_ordinary_one_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    complain(f"/home/{'x' * 5000}.wav cannot be read.", f"/home/{'y' * 200}.wav")
    said = capsys.readouterr().err
    assert len(said) < 500
    assert "/home/xxx" in said
    assert "x.wav cannot be read." in said
    assert f"/home/{'y' * 200}.wav" in said
