"""Who may come in: this machine's addresses only, once by the token, from then on by the secret got in exchange.

Every request is judged before it is answered, and every answer says what a browser may do with it.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

TOKEN = "token"  # noqa: S105 - the name of the parameter, not a token
"""The parameter of the address that holds the token."""

TOKEN_BYTES = 24
"""Bytes of randomness in the token and in the secret: 192 bits, far beyond guessing."""

NOT_OURS = "This address is not the one that `coach web` printed. Open that one."

NO_ENTRY = (
    "This page needs the address that `coach web` printed, with its token. The token works once, in one browser; "
    "for another browser stop `coach web` with Ctrl+C and start it again."
)

HEADERS = {
    # Scripts, styles, fonts and connections of this server only; xterm.js writes styles of its own into the page.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer carries: nothing of it is kept, framed, or sends the browser elsewhere."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Call:
    """What a request says of itself."""

    host: str | None
    """The header Host: what the browser takes this server for."""
    origin: str | None = None
    """The header Origin: the page that asks; None where the browser does not say."""
    token: str = ""
    """The token in the address; empty for none."""
    secret: str = ""
    """The secret in the cookie; empty for none."""
    opens_socket: bool = False
    """Whether it asks for a websocket; browsers name the page that asks for one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What becomes of a request."""

    refusal: str = ""
    """Why it is refused; empty where it may come in."""
    new_secret: str = ""
    """The secret that its browser is to bring along from now on; empty where nothing changes."""


class Gate:
    """Lets one browser in."""

    def __init__(self, port: int) -> None:
        """Make a new token and a new secret.

        Args:
            port: The port that is served.
        """
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"} | _without_port(port))
        self._secret = secrets.token_urlsafe(TOKEN_BYTES)
        self._token_is_good = True
        self.token = secrets.token_urlsafe(TOKEN_BYTES)

    def judge(self, call: Call) -> Entry:
        """Decide whether a request may come in; a right token is used up by it.

        Args:
            call: What it says of itself.
        """
        if not self._is_ours(call):
            return Entry(refusal=NOT_OURS)
        if _same(call.secret, self._secret):
            return Entry()
        if self._token_is_good and not call.opens_socket and _same(call.token, self.token):
            self._token_is_good = False
            return Entry(new_secret=self._secret)
        return Entry(refusal=NO_ENTRY)

    def _is_ours(self, call: Call) -> bool:
        """Whether a page of ours asks: another site's page names itself, and a rebound name is another host."""
        if (call.host or "").lower() not in self._hosts:
            return False
        if call.origin is None:
            return not call.opens_socket
        return call.origin.lower() == f"http://{(call.host or '').lower()}"


def _without_port(port: int) -> set[str]:
    """Browsers leave the port of plain HTTP away."""
    return {"127.0.0.1", "localhost"} if port == 80 else set()  # noqa: PLR2004 - as the standard says


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "backslashreplace"), wanted.encode())


def _cookie_name(port: int) -> str:
    """Name the cookie: two servers on this machine must not overwrite each other's, and ports share cookies."""
    return f"coach-{port}"


def guard(app: web.Application, gate: Gate, port: int) -> None:
    """Have every request of a server judged.

    Args:
        app: The server, before it starts.
        gate: Judges.
        port: The port that is served.
    """
    name = _cookie_name(port)

    @web.middleware
    async def let_in(request: web.Request, handler: Handler) -> web.StreamResponse:
        entry = gate.judge(
            Call(
                host=request.headers.get("Host"),
                origin=request.headers.get("Origin"),
                token=request.query.get(TOKEN, "") if (request.method, request.path) == ("GET", "/") else "",
                secret=request.cookies.get(name, ""),
                opens_socket=request.headers.get("Upgrade") is not None,
            )
        )
        if entry.refusal:
            return web.Response(status=403, text=f"{entry.refusal}\n")
        answer = await handler(request)
        if entry.new_secret:
            answer.set_cookie(name, entry.new_secret, httponly=True, samesite="Strict", path="/")
        return answer

    async def add_headers(_request: web.Request, answer: web.StreamResponse) -> None:
        answer.headers.update(HEADERS)

    app.middlewares.append(let_in)
    app.on_response_prepare.append(add_headers)
