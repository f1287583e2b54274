import os

import pytest

from coach.ui.hangup import is_gone


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
