import asyncio
import signal
import sys
import time
from collections.abc import Awaitable, Callable

import pytest
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from coach.web.served_program import ServedProgram

STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(1, b"__GANGLION__\\n")
while True:
    os.write(1, b"D\\0\\0\\4\\0" + b"x" * 1024)
"""
"""Draws without end and leaves on nobody's word."""


async def nothing(*_said: object) -> None:
    """What is drawn or said interests nobody."""


async def run_stubborn(draw: Callable[[bytes], Awaitable[None]]) -> ServedProgram:
    """Run the stubborn program until the server has seen it to its end.

    Args:
        draw: Takes what it draws.
    """
    program = ServedProgram(
        [sys.executable, "-c", STUBBORN],
        write_bytes=draw,
        write_str=nothing,
        close=nothing,
        download_manager=DownloadManager(),
        patience=0.2,
    )
    await program.start(80, 24)
    assert program._task is not None
    await asyncio.wait_for(program._task, 10)
    return program


async def test_a_program_that_does_not_leave_is_killed() -> None:
    drawn, closed = asyncio.Event(), asyncio.Event()

    async def draw(_data: bytes) -> None:
        drawn.set()
        await asyncio.sleep(0)

    async def say(_text: str) -> None:
        raise AssertionError("nothing is asked of the page")

    async def close() -> None:
        closed.set()

    program = ServedProgram(
        [sys.executable, "-c", STUBBORN],
        write_bytes=draw,
        write_str=say,
        close=close,
        download_manager=DownloadManager(),
        patience=0.2,
    )
    await program.start(80, 24)
    await asyncio.wait_for(drawn.wait(), 10)
    began = time.monotonic()
    await program.stop()
    await program.stop()
    assert closed.is_set()
    assert time.monotonic() - began >= 0.2
    assert program._process.returncode == -signal.SIGKILL


async def test_a_page_that_is_gone_ends_a_program_that_still_draws() -> None:
    async def draw(_data: bytes) -> None:
        raise ConnectionResetError

    await run_stubborn(draw)


async def test_a_program_is_seen_to_its_end_where_the_library_hears_of_its_own_cancelling(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def cancelled(_self: object) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(AppService, "run", cancelled)
    program = await run_stubborn(nothing)
    assert program._process.returncode == -signal.SIGKILL
