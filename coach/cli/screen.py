"""`coach`: the screen."""

import argparse

from coach.cli.setup import engines_for


def run(arguments: argparse.Namespace) -> int:
    """Open the screen and stay until the user leaves."""
    from coach.ui.app import CoachApp  # noqa: PLC0415 - Textual loads only where a screen is wanted

    return CoachApp(engines_for(arguments)).run_to_exit_code()
