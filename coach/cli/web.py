"""`coach web`: the same screen in a browser on this machine."""

import argparse
import html
import sys
import webbrowser
from pathlib import Path

from coach.cli.screen import open_log
from coach.cli.setup import chosen_weights
from coach.paths import find_paths
from coach.settings import load_settings
from coach.whole_files import replace_whole


def run(arguments: argparse.Namespace) -> int:
    """Serve the screen until Ctrl+C."""
    from coach.web.server import Serving, serve  # noqa: PLC0415 - the server loads only where it is wanted

    paths = find_paths()
    load_settings(paths.settings)  # a mistake in them is better told of here than in the browser

    pointer = paths.history.with_name("open-in-browser.html")

    def began(serving: Serving) -> None:
        print(announcement(serving.address), flush=True)
        if arguments.open and not (point_to(serving.address, pointer) and webbrowser.open(pointer.as_uri())):
            print("No browser could be opened; open the address yourself.", file=sys.stderr)

    with open_log(paths.log):
        try:
            serve(served_command(arguments), arguments.port, began)
        finally:
            pointer.unlink(missing_ok=True)
    print("\nCoach is no longer being served.")
    return 0


def point_to(address: str, page: Path) -> bool:
    """Write a page, readable by its owner only, that leads to an address.

    A browser is opened with it instead of the address: every user of the machine can read the arguments of a program.

    Args:
        address: With the token.
        page: Replaced whole.

    Returns:
        Whether it could be written.
    """
    try:
        replace_whole(page, f'<meta http-equiv="refresh" content="0;url={html.escape(address)}">\n', follow=False)
    except OSError:
        return False
    return True


def served_command(arguments: argparse.Namespace) -> list[str]:
    """Return the program that is served: this very interpreter with the same choice of weights.

    Args:
        arguments: The parsed command line.
    """
    return [sys.executable, "-m", "coach", *chosen_weights(arguments)]


def announcement(address: str) -> str:
    """Return where to go and what to expect."""
    return (
        "Open this address in a browser on this machine:\n\n"
        f"  {address}\n\n"
        "It works once, and only from this machine, whose sound and microphone are used.\n"
        "Press Ctrl+C to stop."
    )
