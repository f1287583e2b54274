"""Watches every socket that Python code opens while tests run."""

import ipaddress
import sys

_LOCAL_NAMES = {"", "localhost", None}
_EVENTS = {
    "socket.connect": lambda arguments: arguments[1],
    "socket.sendto": lambda arguments: arguments[1],
    "socket.sendmsg": lambda arguments: arguments[1],
    "socket.getaddrinfo": lambda arguments: arguments[:2],
    "socket.gethostbyname": lambda arguments: arguments[:1],
    "socket.gethostbyaddr": lambda arguments: arguments[:1],
}
"""What Python tells before it does it, and where in its arguments the address is."""


class OutsideError(Exception):
    """Something called an address that is not on this machine."""


class Attempted:
    """Every call to the outside, which was refused."""

    def __init__(self) -> None:
        self._calls: list[str] = []

    def take(self) -> list[str]:
        """Give the calls so far and forget them."""
        calls, self._calls = self._calls, []
        return calls

    def watch(self) -> None:
        """Begin to watch this process, for as long as it runs."""
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in _EVENTS:
            return
        address = _EVENTS[event](arguments)
        if not isinstance(address, tuple):  # the path of a UNIX socket; None: a socket that is connected
            return
        if not _is_here(address[0]):
            call = f"{event} {address!r}"
            self._calls.append(call)
            raise OutsideError(call)


def _is_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("utf-8", "replace")
    if host in _LOCAL_NAMES or not isinstance(host, str):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False
