import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coach.cli.screen import check_terminal
from coach.errors import UsageError


@pytest.mark.parametrize(("missing", "name"), [(0, "input"), (1, "output"), (2, "error")])
def test_each_standard_descriptor_must_be_a_terminal(missing: int, name: str) -> None:
    with pytest.raises(UsageError, match=f"standard {name} is not one"):
        check_terminal({}, lambda descriptor: descriptor != missing)


def test_a_terminal_that_cannot_place_its_cursor_is_refused() -> None:
    with pytest.raises(UsageError, match="dumb"):
        check_terminal({"TERM": "dumb"}, lambda _: True)


def test_a_terminal_or_a_driver_of_its_own_is_let_through() -> None:
    check_terminal({"TERM": "xterm"}, lambda _: True)
    check_terminal({"TEXTUAL_DRIVER": "some:Driver"}, lambda _: False)


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_the_program_ends_when_its_terminal_goes_away_even_where_the_signal_for_it_is_ignored(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - POSIX only

    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "coach"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COACH_HOME": str(tmp_path), "TERM": "xterm"},
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),  # noqa: PLW1509 - no threads here
    )
    os.close(theirs)
    drawn, until = b"", time.monotonic() + 30
    while b"\x1b[?1049h" not in drawn and time.monotonic() < until:
        drawn += os.read(ours, 65536)
    os.close(ours)
    try:
        assert program.wait(20) == 128 + 1
    finally:
        program.kill()
        program.wait()
