"""From a free port to the last farewell: binds, says the address, serves until told to stop."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from coach.errors import CoachError
from coach.web.door import TOKEN
from coach.web.gate import Gate
from coach.web.served_program import ENDING_SECONDS
from coach.web.server import WebServer

HOST = "127.0.0.1"
"""The only address that is ever bound: no other machine can reach it."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What can be told of a server that has begun."""

    address: str
    """The address with the token."""
    stop: Callable[[], None]
    """Ends the server; for the thread that runs it."""


def serve(command: Sequence[str], port: int, began: Callable[[Serving], None]) -> None:
    """Serve the program to one browser on this machine until it is interrupted or stopped.

    Args:
        command: The program and its arguments, started anew for each page.
        port: Where to listen; 0 takes a free one.
        began: Told once the address can be opened.

    Raises:
        CoachError: The port cannot be had.
    """
    with bind(port) as listening:
        asyncio.run(_serve(command, listening, began))


def bind(port: int) -> socket.socket:
    """Take a port of this machine.

    Args:
        port: 0 takes a free one.

    Raises:
        CoachError: Another program has it, or the system does not allow it.
    """
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CoachError(
                f"Port {port} is taken by another program.",
                "Choose another with --port N, or leave --port out to get a free one.",
            ) from error
        raise CoachError(
            f"Port {port} cannot be opened: {error.strerror or error}.",
            "Choose one from 1024 on with --port N, or leave --port out to get a free one.",
        ) from error


async def _serve(command: Sequence[str], listening: socket.socket, began: Callable[[Serving], None]) -> None:
    port = listening.getsockname()[1]
    gate = Gate(port)
    app = await WebServer(command, HOST, port, gate)._make_app()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=ENDING_SECONDS * 2)
    await runner.setup()
    over, loop = asyncio.Event(), asyncio.get_running_loop()
    try:
        await web.SockSite(runner, listening).start()
        for each in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows; a thread that is not the first
                loop.add_signal_handler(each, over.set)
        began(Serving(f"http://{HOST}:{port}/?{TOKEN}={gate.token}", over.set))
        await over.wait()
    finally:
        await runner.cleanup()
