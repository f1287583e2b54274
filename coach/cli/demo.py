"""`coach demo`: the screen on a spoken sample answer."""

import argparse
import tempfile
from pathlib import Path

from coach.cli.screen import show
from coach.cli.setup import engines_for
from coach.practice.demo import BANNER, DEMO_QUESTION, demo_engines


def run(arguments: argparse.Namespace) -> int:
    """Open the screen; nothing of the demonstration is kept."""
    from coach.ui.app import CoachApp  # noqa: PLC0415 - Textual loads only where a screen is wanted

    with tempfile.TemporaryDirectory(prefix="coach-demo-") as folder:
        engines = demo_engines(engines_for(arguments), Path(folder))
        return show(CoachApp(engines, start_with=DEMO_QUESTION, banner=BANNER))
