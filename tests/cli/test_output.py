"""What becomes of what is printed, seen from outside: other encodings, closed and full outputs, no terminal."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from coach.cli.output import Output, ProgressBar, ProgressLines, complain, json_text, print_json
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


class Terminal(io.TextIOWrapper):
    """A terminal with an encoding, which remembers what was written."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True

    def said(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]

    def lines(self) -> list[str]:
        return self.said().split("\r\033[K")[1:]


def bar(terminal: Terminal, total: int = 4, columns: int = 80, step: float = 10.0) -> ProgressBar:
    """A bar whose clock goes on by `step` seconds at each look."""
    times = iter(range(1000))
    return ProgressBar(terminal, total, "trying out question", lambda: step * next(times), lambda: columns)


def test_the_line_has_a_bar_and_the_place() -> None:
    terminal = Terminal()
    bar(terminal).show(1)
    assert terminal.lines() == ["█" * 6 + "░" * 18 + " trying out question 2 of 4"]


def test_the_time_left_is_that_of_the_pieces_done_so_far() -> None:
    terminal = Terminal()
    bar(terminal).show(2)  # 10 s for two, and two are left
    assert terminal.lines() == ["█" * 12 + "░" * 12 + " trying out question 3 of 4, 10 s left"]


def test_more_than_a_minute_is_told_in_minutes() -> None:
    terminal = Terminal()
    bar(terminal, total=15).show(2)  # 5 s each, 13 are left
    assert terminal.lines()[0].endswith(", 1 min 5 s left")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_where_the_encoding_has_no_blocks_the_bar_is_made_of_other_signs(encoding: str) -> None:
    terminal = Terminal(encoding)
    bar(terminal).show(1)
    assert terminal.lines() == ["#" * 6 + "-" * 18 + " trying out question 2 of 4"]


@pytest.mark.parametrize("columns", [10, 26, 30, 33, 40, 60])
def test_the_line_never_fills_the_terminal(columns: int) -> None:
    terminal = Terminal()
    bar(terminal, columns=columns).show(3)
    (line,) = terminal.lines()
    assert len(line) < columns
    assert "trying out question 4 of 4".startswith(line) or line.endswith(("4 of 4", "left"))


def test_at_the_end_the_line_goes_away() -> None:
    terminal = Terminal()
    bar(terminal).show(4)
    assert terminal.said() == "\r\033[K"


def test_where_there_is_no_terminal_nothing_is_written() -> None:
    stream = io.StringIO()
    progress = ProgressBar(stream, 3, "trying out question")
    progress.show(1)
    progress.clear()
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("text", "encoding", "line"),
    [("ä\n", "utf-8", '"ä\\n"'), ("ä", "ascii", '"\\u00e4"'), ("\ud800", "utf-8", '"\\ud800"')],
)
def test_characters_stay_as_they_are_unless_the_stream_cannot_take_them(text: str, encoding: str, line: str) -> None:
    assert json_text(text, encoding) == line
    assert json.loads(line) == text


LINES = ("Preparing Whisper base: 0 %", "Preparing Whisper base: 100 %", "Preparing the reader, reader-2026-11")


def test_elsewhere_than_on_a_terminal_only_what_is_new_in_words_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr("sys.stderr", said)
    progress = ProgressLines()
    for line in LINES:
        progress(line)
    assert said.getvalue() == "Preparing Whisper base\nPreparing the reader, reader-2026-11\n"


def test_on_a_terminal_percentages_take_one_line_and_what_has_none_ends_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = Terminal()
    monkeypatch.setattr("sys.stderr", said)
    progress = ProgressLines()
    for line in LINES:
        progress(line)
    begin = "\r\033[K"
    assert said.said() == f"{begin}{LINES[0]}{begin}{LINES[1]}\n{begin}{LINES[2]}\n"
