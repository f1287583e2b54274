"""`coach bank edit`: a question's rubric on the screen."""

import argparse

from coach.cli.screen import show
from coach.cli.setup import engines_for
from coach.wiring import retune


def run(arguments: argparse.Namespace) -> int:
    """Open the screen on the rubric.

    Raises:
        RubricError: There is no such question.
    """
    from coach.ui.app import CoachApp  # noqa: PLC0415 - Textual loads only where a screen is wanted
    from coach.ui.places import Place, open_place  # noqa: PLC0415

    engines = engines_for(arguments)
    engines.bank.get(arguments.id)
    return show(CoachApp(engines, go_to=lambda ready: open_place(Place.RUBRIC, ready, arguments.id), retune=retune))
