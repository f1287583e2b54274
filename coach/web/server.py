"""Serves the page, its files, and the connection behind which the program runs, from a free port until told to stop."""

import asyncio
import contextlib
import errno
import json
import logging
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import textual_serve.server
from aiohttp import WSCloseCode, WSMsgType, web

from coach.errors import CoachError
from coach.web.gate import TOKEN, Gate, guard
from coach.web.served_program import ENDING_SECONDS, ServedProgram

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
"""The only address that is ever bound: no other machine can reach it."""

PAGE = Path(__file__).parent / "page"
"""The folder of the page."""

MOST_PASTED = 16_000_000
"""Bytes of one message from the page, which is at most one paste."""

MOST_CELLS = 1000
"""Columns and rows at most; what asks for more is no screen."""

RELOADED_SECONDS = 1.0
"""How long a new page waits for an older one: one that is loaded again is a moment faster than the end of the old."""

TAKEN = (
    "\x1b[?25l\r\n  Coach is open in another window or tab.\r\n\r\n"
    "  Two at once would share one microphone and one history. Continue there,\r\n"
    "  or close that page and open coach again here.\r\n"
)
"""Drawn into a second page while the first is open."""


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
                f"Port {port} is in use by another program.",
                "Choose another with --port N, or leave --port out to get a free one.",
            ) from error
        raise CoachError(
            f"Port {port} cannot be opened: {error.strerror or error}.",
            "Choose one from 1024 on with --port N, or leave --port out to get a free one.",
        ) from error


class WebServer(textual_serve.server.Server):  # type: ignore[misc]  # textual-serve has no types
    """A server for one browser and one running program at a time."""

    def __init__(self, command: Sequence[str], host: str, port: int, gate: Gate) -> None:
        """Prepare the server.

        Args:
            command: The program and its arguments.
            host: The address that is bound.
            port: The port that is bound.
            gate: Says who may come in.
        """
        super().__init__("", host=host, port=port)
        self._arguments = tuple(command)
        self._gate = gate
        self._turn = asyncio.Lock()
        self._page: web.WebSocketResponse | None = None

    async def _make_app(self) -> web.Application:
        app = web.Application()
        guard(app, self._gate, self.port)
        app.add_routes(
            [
                web.get("/", self.handle_index, allow_head=False),
                web.get("/ws", self.handle_websocket, allow_head=False),
                web.get("/download/{key}", self.handle_download, allow_head=False),
                web.static("/page", PAGE),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def on_shutdown(self, _app: web.Application) -> None:
        """End the program with the server."""
        if self._page is not None:
            await self._page.close(code=WSCloseCode.GOING_AWAY)

    async def handle_index(self, _request: web.Request) -> web.StreamResponse:
        """Return the page."""
        return web.FileResponse(PAGE / "index.html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the program for a page, or say why not."""
        page = web.WebSocketResponse(heartbeat=15, max_msg_size=MOST_PASTED)
        await page.prepare(request)
        if not await self._my_turn():
            await page.send_bytes(TAKEN.encode())
            await page.close()
            return page
        self._page = page
        try:
            await self._run_program(
                page, _cells(request.query.get("width"), 80), _cells(request.query.get("height"), 24)
            )
        finally:
            self._page = None
            self._turn.release()
        return page

    async def _my_turn(self) -> bool:
        ending = self._page is None or self._page.closed
        try:
            await asyncio.wait_for(self._turn.acquire(), ENDING_SECONDS * 2 if ending else RELOADED_SECONDS)
        except TimeoutError:
            return False
        return True

    async def _run_program(self, page: web.WebSocketResponse, width: int, height: int) -> None:
        program = ServedProgram(
            self._arguments,
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=page.close,
            download_manager=self.download_manager,
        )
        try:
            await program.start(width, height)
            await self._process_messages(page, program)
        finally:
            await program.stop()

    async def _process_messages(self, page: web.WebSocketResponse, program: ServedProgram) -> None:
        """Hand on what the page says until it is gone; what cannot be understood is left out."""
        async for message in page:
            try:
                kind, *rest = json.loads(message.data) if message.type is WSMsgType.TEXT else ("",)
                await self._hand_on(page, program, kind, rest)
            except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
                log.warning("a message of the page was not understood: %r", error)

    async def _hand_on(
        self, page: web.WebSocketResponse, program: ServedProgram, kind: str, rest: list[dict[str, int] | str]
    ) -> None:
        match kind, *rest:
            case "stdin", str(typed):
                # Half of a surrogate pair, which a page may send, is no character.
                await program.send_bytes(typed.encode("utf-8", "replace"))
            case "resize", {"width": int(width), "height": int(height)}:
                await program.set_terminal_size(_cells(width, 80), _cells(height, 24))
            case "ping", str(moment):
                await page.send_json(["pong", moment])
            case ("blur",):
                await program.blur()
            case ("focus",):
                await program.focus()


def _cells(asked: str | int | None, default: int) -> int:
    try:
        return min(max(1, int(asked or default)), MOST_CELLS)
    except ValueError:
        return default


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
