"""Who may come in: this machine's addresses only, once by the token, from then on by the secret got in exchange."""

import secrets
from dataclasses import dataclass

TOKEN_BYTES = 24
"""Bytes of randomness in the token and in the secret: 192 bits, far beyond guessing."""

NOT_OURS = "This address is not the one that `coach web` printed. Open that one."
NO_ENTRY = (
    "This page needs the address that `coach web` printed, with its token. The token works once, in one browser; "
    "for another browser stop `coach web` with Ctrl+C and start it again."
)


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
        """Say whether a request may come in; a right token is used up by it.

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
