import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from served_page import serving

from coach.errors import CoachError
from coach.web.server import HOST, Serving, bind, serve

LATE = """
import os, sys
os.write(1, b"__GANGLION__\\n")
sys.stdin.buffer.read()
"""
"""Draws nothing, leaves when its input is closed."""


async def heard(socket: ClientWebSocketResponse) -> str:
    message = await asyncio.wait_for(socket.receive(), 10)
    return message.data.decode() if message.type is WSMsgType.BINARY else f"{message.type.name}: {message.data}"


async def begin(socket: ClientWebSocketResponse) -> None:
    assert await heard(socket) == "columns 101"


async def test_keys_reach_the_program_and_what_it_draws_comes_back() -> None:
    async with serving() as served:
        await served.enter()
        async with served.socket() as socket:
            await begin(socket)
            await socket.send_json(["stdin", "hé"])
            assert await heard(socket) == "D hé 2"
            await socket.send_json(["resize", {"width": 60, "height": 24}])
            assert await heard(socket) == 'M {"type": "resize", "width": 60, "height" 45'
            await socket.send_json(["focus"])
            assert await heard(socket) == 'M {"type": "focus"} 17'
            await socket.send_json(["ping", "5"])
            assert await heard(socket) == 'TEXT: ["pong", "5"]'


async def test_a_paste_of_a_hundred_kilobytes_arrives_whole() -> None:
    async with serving() as served:
        await served.enter()
        async with served.socket() as socket:
            await begin(socket)
            await socket.send_json(["stdin", "x" * 100_000])
            assert (await heard(socket)).endswith(" 100000")


@pytest.mark.parametrize(
    "nonsense", ["", "{", "7", "[]", '["resize"]', '["resize", {"width": "x"}]', '["stdin", 7]', "{}"]
)
async def test_what_cannot_be_understood_is_left_out(nonsense: str) -> None:
    async with serving() as served:
        await served.enter()
        async with served.socket() as socket:
            await begin(socket)
            await socket.send_str(nonsense)
            await socket.send_bytes(b"\x00")
            await socket.send_str('["stdin", "\\ud83d"]')
            assert await heard(socket) == "D ? 1"


async def test_a_websocket_without_cookie_or_from_another_site_is_refused() -> None:
    async with serving() as served:
        with pytest.raises(WSServerHandshakeError, match="403"):
            await served.socket()
        await served.enter()
        with pytest.raises(WSServerHandshakeError, match="403"):
            await served.socket(Origin="http://evil.example")
        with pytest.raises(WSServerHandshakeError, match="403"):
            await served.socket(Host="evil.example")


async def test_a_second_page_is_told_why_it_gets_no_program_and_the_first_goes_on() -> None:
    async with serving() as served:
        await served.enter()
        async with served.socket() as first, served.socket() as second:
            await begin(first)
            assert "open in another window" in await heard(second)
            assert (await heard(second)).startswith("CLOSE")
            await first.send_json(["stdin", "still"])
            assert await heard(first) == "D still 5"


async def test_after_the_page_is_closed_the_next_one_gets_a_program_of_its_own() -> None:
    async with serving() as served:
        await served.enter()
        for _ in range(2):
            async with served.socket() as socket:
                await begin(socket)


async def test_a_program_that_stops_by_itself_is_told_of_in_the_page(capfd: pytest.CaptureFixture[str]) -> None:
    async with serving() as served:
        await served.enter()
        async with served.socket() as socket:
            await begin(socket)
            await socket.send_json(["stdin", "crash"])
            assert "Coach stopped unexpectedly." in await heard(socket)
            assert (await heard(socket)).startswith("CLOSE")
    assert "crashed" in capfd.readouterr().out


async def test_the_server_ends_though_a_page_is_open() -> None:
    async with serving((sys.executable, "-c", LATE)) as served:
        await served.enter()
        socket = await served.socket()
        await socket.send_json(["stdin", "x"])
    assert (await heard(socket)).startswith("CLOSE")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/page/..%2fserver.py",
        "/page/%2e%2e%2fgate.py",
        "/static//etc/passwd",
    ],
)
async def test_no_path_leads_out_of_the_served_folders(path: str) -> None:
    await status_of(path, lambda status: status == 404)


@pytest.mark.parametrize("path", ["/static/", "/page/", "/static/js/", "/static"])
async def test_folders_are_not_listed(path: str) -> None:
    await status_of(path, lambda status: status in {403, 404})


async def status_of(path: str, holds: Callable[[int], bool]) -> None:
    from yarl import URL  # noqa: PLC0415

    async with serving() as served:
        await served.enter()
        async with served.session.get(URL(served.origin + path, encoded=True)) as answer:
            assert holds(answer.status), answer.status


async def test_the_fonts_and_scripts_of_the_page_are_served_from_here() -> None:
    async with serving() as served:
        await served.enter()
        for path in asked_for_by_the_page():
            async with served.session.get(f"{served.origin}/{path}") as answer:
                assert answer.status == 200, path


def asked_for_by_the_page() -> list[str]:
    import re  # noqa: PLC0415

    from coach.web.server import PAGE  # noqa: PLC0415

    text = "".join(file.read_text(encoding="utf-8") for file in PAGE.iterdir())
    paths = sorted(set(re.findall(r"""["'](?:\.\./)?((?:static|page)/[^"']+)["']""", text)))
    assert len(paths) == 6
    return paths


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
    assert caught.value.message == f"Port {port} is in use by another program."
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
        lines = iter(program.stdout.readline, "Press Ctrl+C to stop.\n")
        assert any(line.startswith("  http://127.0.0.1:") and "/?token=" in line for line in lines)
        program.send_signal(which)
        said, complained = program.communicate(timeout=30)
    assert program.returncode == 0
    assert said.strip() == "Coach is no longer being served."
    assert complained == ""
