"""`coach`: the screen."""

import argparse
import contextlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from coach.audio.quiet import screen_apart_from_noise
from coach.cli.setup import engines_for
from coach.errors import CoachError
from coach.paths import find_paths
from coach.wiring import retune

if TYPE_CHECKING:
    from coach.ui.app import CoachApp

LOG_LIMIT = 1_000_000
"""Bytes after which the log begins anew."""


def run(arguments: argparse.Namespace) -> int:
    """Open the screen and stay until the user leaves."""
    from coach.ui.app import CoachApp  # noqa: PLC0415 - Textual loads only where a screen is wanted

    return show(CoachApp(engines_for(arguments), welcome=True, retune=retune))


def show(app: "CoachApp") -> int:
    """Run the screen, with everything that it must not print kept in the log.

    Raises:
        CoachError: The screen stopped by itself.
    """
    if os.name == "posix":
        # Libraries start this helper process when they load; from within the screen it could not be started.
        from multiprocessing.resource_tracker import ensure_running  # noqa: PLC0415

        ensure_running()
    log = find_paths().log
    with open_log(log) as stream, screen_apart_from_noise(), contextlib.redirect_stderr(stream):
        code = app.run_to_exit_code()
    if code:
        raise CoachError(
            "The screen stopped because of a mistake in the program.",
            f"Details are in {log}. A recording that was under way is offered at the next start.",
        )
    return 0


@contextlib.contextmanager
def open_log(path: Path) -> Iterator[TextIO]:
    """Write to the log what libraries have to say meanwhile.

    Args:
        path: The log; its folder is made where it is missing.

    Raises:
        CoachError: It cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        full = path.exists() and path.stat().st_size > LOG_LIMIT
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if full else 0), 0o600)
    except OSError as error:
        raise CoachError(
            f"{path} cannot be written: {error.strerror or error}.", "Mend the folder's rights, or set COACH_HOME."
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
        logging.basicConfig(stream=stream, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", force=True)
        try:
            yield stream
        finally:
            logging.getLogger().handlers.clear()
