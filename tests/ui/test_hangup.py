import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coach.ui.hangup import is_gone
from coach.web.served_program import DRIVER


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_a_terminal_is_gone_when_its_other_end_is_closed() -> None:
    import pty  # noqa: PLC0415 - POSIX only

    ours, theirs = pty.openpty()
    assert not is_gone(theirs)
    os.close(ours)
    assert is_gone(theirs)
    os.close(theirs)


def test_a_descriptor_that_is_not_open_tells_nothing() -> None:
    assert not is_gone(987)


PROGRAM = """
import os, sys
from dataclasses import replace
from pathlib import Path
from fakes import fake_engines
from pilots import BANK
from coach.cli.screen import show
from coach.ui.app import CoachApp
engines = fake_engines(Path(os.environ["COACH_HOME"]), BANK)
def noisy_now():
    os.write(1, b"noise of a library")
    return engines.now()
print("said before")
sys.exit(show(CoachApp(replace(engines, now=noisy_now))))
"""


def start(home: Path) -> subprocess.Popen[bytes]:
    tests = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, [tests, os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path, "COACH_HOME": str(home), "TEXTUAL_DRIVER": DRIVER}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )


def packets(said: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    while said:
        size = int.from_bytes(said[1:5], "big")
        assert len(said) >= 5 + size
        found.append((said[:1], said[5 : 5 + size]))
        said = said[5 + size :]
    return found


@pytest.mark.skipif(os.name != "posix", reason="descriptors and signals of POSIX")
@pytest.mark.parametrize("end", ["input closed", "terminated"])
def test_the_protocol_has_standard_output_for_itself_and_the_program_ends_with_its_server(
    tmp_path: Path, end: str
) -> None:
    program = start(tmp_path)
    with program:
        assert program.stdin is not None and program.stdout is not None
        assert program.stdout.readline() == b"said before\n"
        assert program.stdout.readline() == b"__GANGLION__\n"
        said = b""
        while b"5 questions" not in said:
            said += program.stdout.read1()
        if end == "terminated":
            program.send_signal(signal.SIGTERM)
        else:
            program.stdin.close()
            program.stdin = None
        said += program.stdout.read()
        assert program.wait(20) == (128 + signal.SIGTERM if end == "terminated" else 0)
    found = packets(said)
    assert {kind for kind, _ in found} == {b"D", b"M"}
    assert found[-1] == (b"M", b'{"type": "exit"}')
    assert b"noise" not in said
