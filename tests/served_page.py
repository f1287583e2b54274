"""A server on a free port with a small program behind it, for one test."""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import ClientSession, CookieJar, web

from coach.web.gate import Gate
from coach.web.server import HOST, WebServer, bind

ECHO = """
import json, os, sys
def packet(kind, text):
    data = text.encode()
    os.write(1, kind + len(data).to_bytes(4, "big") + data)
os.write(1, b"__GANGLION__\\n")
packet(b"D", "columns " + os.environ["COLUMNS"])
while head := sys.stdin.buffer.read(5):
    said = sys.stdin.buffer.read(int.from_bytes(head[1:], "big")).decode()
    if head[:1] == b"M" and json.loads(said)["type"] == "quit":
        packet(b"M", json.dumps({"type": "exit"}))
        break
    if said == "crash":
        sys.exit("crashed")
    packet(b"D", f"{head[:1].decode()} {said[:40]} {len(said)}")
"""
"""Says what it hears, in the protocol of Textual's driver for browsers; needs a moment less than Textual."""


class Served:
    """The server, as a browser sees it."""

    def __init__(self, session: ClientSession, port: int, gate: Gate) -> None:
        self.session, self.gate = session, gate
        self.origin = f"http://{HOST}:{port}"

    async def enter(self) -> None:
        async with self.session.get(f"{self.origin}/", params={"token": self.gate.token}) as answer:
            assert answer.status == 200

    def socket(self, **more: str):
        address = f"{self.origin}/ws?width=101&height=30"
        return self.session.ws_connect(address, headers={"Origin": self.origin, **more})


@asynccontextmanager
async def serving(command: Sequence[str] = (sys.executable, "-c", ECHO)) -> AsyncIterator[Served]:
    listening = bind(0)
    port = listening.getsockname()[1]
    gate = Gate(port)
    app = await WebServer(command, HOST, port, gate)._make_app()
    runner = web.AppRunner(app)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    try:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            yield Served(session, port, gate)
    finally:
        await runner.cleanup()
