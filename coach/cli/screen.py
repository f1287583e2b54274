"""`coach`, `coach demo` and `coach bank edit`: the screen."""

import argparse
import contextlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from coach.audio.quiet import screen_apart_from_noise
from coach.cli.setup import engines_for
from coach.errors import CoachError, UsageError
from coach.paths import find_paths
from coach.private_folder import make_private_folder

if TYPE_CHECKING:
    from coach.ui.app import CoachApp

ENDED_BY_SIGNAL = 128
"""Exit codes above say by which signal the program was told to end."""

LOG_LIMIT = 1_000_000
"""Bytes after which the log begins anew."""


def run(arguments: argparse.Namespace) -> int:
    """Open the screen and stay until the user leaves."""
    from coach.ui.app import CoachApp  # noqa: PLC0415 - Textual loads only where a screen is wanted

    return show(CoachApp(engines_for(arguments), welcome=True))


def run_demo(arguments: argparse.Namespace) -> int:
    """Open the screen on a spoken sample answer; nothing of the demonstration is kept."""
    from coach.practice.demo import BANNER, DEMO_QUESTION, demo_engines  # noqa: PLC0415
    from coach.ui.app import CoachApp  # noqa: PLC0415 - Textual loads only where a screen is wanted

    with tempfile.TemporaryDirectory(prefix="coach-demo-") as folder:
        engines = demo_engines(engines_for(arguments), Path(folder))
        return show(CoachApp(engines, start_with=DEMO_QUESTION, banner=BANNER))


def run_edit(arguments: argparse.Namespace) -> int:
    """Open the screen on a question's rubric.

    Raises:
        RubricError: There is no such question.
    """
    from coach.ui.app import CoachApp  # noqa: PLC0415 - Textual loads only where a screen is wanted
    from coach.ui.places import Place, open_place  # noqa: PLC0415

    engines = engines_for(arguments)
    engines.bank.get(arguments.id)
    return show(CoachApp(engines, go_to=lambda ready: open_place(Place.RUBRIC, ready, arguments.id)))


def show(app: "CoachApp") -> int:
    """Run the screen, with everything that it must not print kept in the log.

    Raises:
        UsageError: There is no terminal to draw on.
        CoachError: The screen stopped by itself.
    """
    check_terminal(os.environ)
    if os.name == "posix":
        # Libraries start this helper process when they load; from within the screen it could not be started.
        from multiprocessing.resource_tracker import ensure_running  # noqa: PLC0415

        ensure_running()
    log = find_paths().log
    with open_log(log) as stream, screen_apart_from_noise(), contextlib.redirect_stderr(stream):
        code = app.run_to_exit_code()
    if code > ENDED_BY_SIGNAL:
        return code
    if code:
        raise CoachError(
            "The screen stopped because of a bug in the program.",
            f"Details are in {log}. Any recording in progress will be offered at the next start.",
        )
    return 0


def check_terminal(environment: Mapping[str, str], is_terminal: Callable[[int], bool] = os.isatty) -> None:
    """Let through where the screen can be drawn: on a terminal, or by a driver of its own, as in a browser.

    Args:
        environment: Names the driver and the kind of terminal.
        is_terminal: Whether a descriptor is a terminal.

    Raises:
        UsageError: One of the three standard descriptors is no terminal, or it cannot place a cursor.
    """
    if "TEXTUAL_DRIVER" in environment:
        return
    elsewhere = "Open a terminal window for it; `coach --help` lists the commands that work without one."
    for descriptor, name in enumerate(("input", "output", "error")):
        if not is_terminal(descriptor):
            raise UsageError(f"The screen needs a terminal, and standard {name} is not one.", elsewhere)
    if environment.get("TERM") == "dumb":
        raise UsageError("The screen needs a terminal that can move its cursor, and TERM says `dumb`.", elsewhere)


@contextlib.contextmanager
def open_log(path: Path) -> Iterator[TextIO]:
    """Write to the log what libraries have to say meanwhile.

    Args:
        path: The log; its folder is made where it is missing.

    Raises:
        CoachError: It cannot be written.
    """
    try:
        make_private_folder(path.parent)
        full = path.exists() and path.stat().st_size > LOG_LIMIT
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if full else 0), 0o600)
    except OSError as error:
        raise CoachError(
            f"{path} cannot be written: {error.strerror or error}.", "Fix the folder's permissions, or set COACH_HOME."
        ) from error
    stream = os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace")
    logging.basicConfig(stream=stream, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", force=True)
    try:
        yield stream
    finally:
        logging.getLogger().handlers.clear()
        with contextlib.suppress(OSError):  # a full disk; the log is not worth an error
            stream.close()
