import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.web.serving import HOST, Serving, bind, serve


def test_port_zero_takes_a_free_one_of_this_machine_only() -> None:
    with bind(0) as listening:
        host, port = listening.getsockname()
        assert host == "127.0.0.1"
        assert port > 0


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CoachError) as caught:
            serve(["coach"], port, lambda serving: None)
    assert caught.value.message == f"Port {port} is taken by another program."
    assert "--port" in caught.value.hint


def test_the_address_that_is_told_opens_the_page_until_the_server_is_stopped() -> None:
    pages = []

    def began(serving: Serving) -> None:
        def visit() -> None:
            with urllib.request.urlopen(serving.address, timeout=10) as answer:  # noqa: S310 - our own
                pages.append(answer.read())
            loop.call_soon_threadsafe(serving.stop)

        loop = asyncio.get_running_loop()
        threading.Thread(target=visit).start()

    serve([sys.executable, "-c", ""], 0, began)
    assert b"<title>coach</title>" in pages[0]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_its_address_and_ends_quietly_when_told(tmp_path: Path, which: signal.Signals) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "coach", "web"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COACH_HOME": str(tmp_path)},
    )
    with program:
        lines = iter(program.stdout.readline, "Ctrl+C ends it.\n")
        assert any(line.startswith("  http://127.0.0.1:") and "/?token=" in line for line in lines)
        program.send_signal(which)
        said, complained = program.communicate(timeout=30)
    assert program.returncode == 0
    assert said.strip() == "Coach is no longer served."
    assert complained == ""
