"""Tells the screen to end, in a terminal of its own, and looks whether the terminal is put back.

Usage: python tests/faults/signals.py
"""

import contextlib
import os
import pty
import select
import signal
import sys
import tempfile
import termios
import time
from pathlib import Path

PUT_BACK = "\x1b[?1049l"
"""Leaves the alternate screen."""

SECONDS = 60.0


PROGRAM = "import sys; from coach.cli import main; sys.exit(main(['demo']))"


def end_by(number: int, home: Path, when: str = "Ready") -> tuple[int, str, bool]:
    """Start the demonstration in a terminal, send it a signal once it has drawn something, and wait for its end.

    Args:
        number: The signal.
        home: Where it keeps its things.
        when: What it has to have drawn.

    Returns:
        Its exit status as the shell has it, all that it drew, and whether the terminal echoes again.
    """
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(COACH_HOME=str(home), TERM="xterm-256color")
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM])
    drawn, told, ends, status = "", False, time.monotonic() + SECONDS, -1
    while time.monotonic() < ends:
        with contextlib.suppress(OSError):
            if select.select([terminal], [], [], 0.1)[0]:
                drawn += os.read(terminal, 65536).decode("utf-8", "replace")
        if not told and when in drawn:
            os.kill(process, number)
            told = True
        ended, raw = os.waitpid(process, os.WNOHANG)
        if ended:
            status = os.waitstatus_to_exitcode(raw)
            break
    else:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    with contextlib.suppress(OSError):
        while select.select([terminal], [], [], 0.2)[0]:
            drawn += os.read(terminal, 65536).decode("utf-8", "replace")
    echoes = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
    os.close(terminal)
    return status, drawn, echoes


def main() -> int:
    failed = 0
    for each in (signal.SIGTERM, signal.SIGHUP):
        with tempfile.TemporaryDirectory() as home:
            status, drawn, echoes = end_by(each, Path(home))
        good = status == 128 + each and PUT_BACK in drawn and echoes
        failed += not good
        print(
            f"{each.name}: exit {status}, terminal {'put back' if PUT_BACK in drawn and echoes else 'left as it was'}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
