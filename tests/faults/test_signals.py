import signal
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="terminals and signals of POSIX")

from faults.signals import PUT_BACK, end_by


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_told_to_end_puts_the_terminal_back_and_says_by_which_signal(tmp_path: Path, number: int) -> None:
    status, drawn, echoes = end_by(number, tmp_path, when="coach")
    assert status == 128 + number
    assert PUT_BACK in drawn
    assert echoes
