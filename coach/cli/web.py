"""`coach web`: the same screen in a browser on this machine."""

import argparse
import sys
import webbrowser

from coach.cli.screen import open_log
from coach.paths import find_paths
from coach.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """Serve the screen until Ctrl+C."""
    from coach.web.serving import Serving, serve  # noqa: PLC0415 - the server loads only where it is wanted

    paths = find_paths()
    load_settings(paths.settings)  # a mistake in them is better told of here than in the browser

    def began(serving: Serving) -> None:
        print(announcement(serving.address), flush=True)
        if arguments.open and not webbrowser.open(serving.address):
            print("No browser could be opened; open the address yourself.", file=sys.stderr)

    with open_log(paths.log):
        serve(served_command(arguments), arguments.port, began)
    print("\nCoach is no longer served.")
    return 0


def served_command(arguments: argparse.Namespace) -> list[str]:
    """Give the program that is served: this very interpreter with the same choice of weights.

    Args:
        arguments: The parsed command line.
    """
    command = [sys.executable, "-m", "coach"]
    for flag in ("whisper", "embedder"):
        name = getattr(arguments, flag, None)
        if name is not None:
            command.append(f"--{flag}={name}")  # one argument, so that no name can be taken for a flag
    return command


def announcement(address: str) -> str:
    """Say where to go and what to expect."""
    return (
        "Open this address in a browser on this machine:\n\n"
        f"  {address}\n\n"
        "It works once, and only from this machine. Sound and microphone are this machine's.\n"
        "Ctrl+C ends it."
    )
