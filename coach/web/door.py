"""Asks the gate about every request, and says in every answer what a browser may do with it."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from coach.web.gate import Call, Gate

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

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

TOKEN = "token"  # noqa: S105 - the name of the parameter, not a token
"""The parameter of the address that holds the token."""


def cookie_name(port: int) -> str:
    """Name the cookie: two servers on this machine must not overwrite each other's, and ports share cookies."""
    return f"coach-{port}"


def guard(app: web.Application, gate: Gate, port: int) -> None:
    """Have every request of a server judged.

    Args:
        app: The server, before it starts.
        gate: Judges.
        port: The port that is served.
    """
    name = cookie_name(port)

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
