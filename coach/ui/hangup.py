"""Ends the program in good order on a signal, and where nobody is left at its terminal or its browser to end it."""

import asyncio
import contextlib
import os
import select
import signal
import threading
from collections.abc import Callable
from functools import partial

from textual import messages
from textual.drivers.web_driver import WebDriver

TERMINAL_SECONDS = 1.0
"""How often it is looked whether the terminal is still there."""

ENDING_SECONDS = 5.0
"""How long a program that is to end may take: less than systems wait before they kill it."""

_HANG_UP = 1
"""The number of the signal for a terminal that is gone."""

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What the system sends a program that is to end: on shutting down, and when its terminal is gone."""


def heed_signals(leave: Callable[[int], None]) -> None:
    """End in good order when told to: the terminal is put back, and what was recorded is closed.

    Args:
        leave: Ends the program with an exit code; called in the loop that runs now.
    """
    loop = asyncio.get_running_loop()
    for each in _SIGNALS:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
            loop.add_signal_handler(each, partial(_end, leave, int(each)))


def leave_without_terminal(leave: Callable[[int], None], descriptor: int = 0) -> None:
    """End as on the signal for it where the terminal is gone.

    Args:
        leave: Ends the program with an exit code.
        descriptor: Of standard input.
    """
    if is_gone(descriptor):
        _end(leave, _HANG_UP)


def is_gone(descriptor: int) -> bool:
    """Return whether whoever held the other end of a terminal has let go of it; never where the system cannot tell.

    Textual goes on without a key to end it, and its thread that waits for keys spins: reading a terminal that is gone
    gives nothing, at once, for ever. The system sends a signal as well, which some starters have a program ignore.

    Args:
        descriptor: Of standard input.
    """
    if not hasattr(select, "poll"):  # Windows
        return False
    watched = select.poll()
    try:
        watched.register(descriptor, 0)
        return any(event & select.POLLHUP for _, event in watched.poll(0))
    except (OSError, ValueError):
        return False


def _end(leave: Callable[[int], None], number: int) -> None:
    code = 128 + number  # as shells have it
    last_resort = threading.Timer(ENDING_SECONDS, os._exit, (code,))
    last_resort.daemon = True
    last_resort.start()
    leave(code)


class BrowserDriver(WebDriver):
    """Textual's own driver for browsers, which ends the program when nobody is left to send keys."""

    def run_input_thread(self) -> None:
        """Hand on keys until the server is gone, also where it was killed; then leave as on its word."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())
