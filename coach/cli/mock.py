"""`coach mock`: a mock interview on the screen, or the debriefs of those before."""

import argparse
import shutil
from dataclasses import replace

from coach.cli.output import print_json
from coach.cli.screen import show
from coach.cli.setup import engines_for, tell_damage
from coach.domain.rubric import Difficulty, round_name
from coach.domain.sitting import Debrief, Sitting, SittingKind
from coach.errors import CoachError
from coach.practice.debriefing import debrief, debrief_beside
from coach.practice.engines import Engines
from coach.practice.mock import Choice, check_rounds, known_rounds
from coach.report.debrief_report import debrief_as_json, debrief_as_text

LAST = "last"


def run(arguments: argparse.Namespace) -> int:
    """Open the screen where a mock interview is chosen, or print what is asked for."""
    if arguments.json and not (arguments.list or arguments.show):
        arguments.usage_error("--json goes with --list or --show")
    engines = engines_for(arguments)
    if arguments.list:
        _print_list(engines, as_json=arguments.json)
    elif arguments.show:
        _print_debrief(engines, arguments.show, as_json=arguments.json)
    else:
        return _open(engines, _choice(arguments, engines))
    tell_damage(engines.history)
    return 0


def _choice(arguments: argparse.Namespace, engines: Engines) -> Choice:
    choice = Choice(rounds=known_rounds(engines.bank))
    if arguments.rounds is not None:
        names = [name.strip() for name in arguments.rounds.split(",") if name.strip()]
        choice = replace(choice, rounds=check_rounds(names, engines.bank))
    if arguments.minutes is not None:
        choice = replace(choice, minutes=arguments.minutes)
    if arguments.difficulty is not None:
        choice = replace(choice, difficulty=Difficulty(arguments.difficulty))
    return choice


def _open(engines: Engines, choice: Choice) -> int:
    from coach.ui.app import CoachApp  # noqa: PLC0415 - Textual loads only where a screen is wanted
    from coach.ui.screens.mock import MockScreen  # noqa: PLC0415

    return show(CoachApp(engines, go_to=lambda ready: MockScreen(ready, choice)))


def _print_list(engines: Engines, *, as_json: bool) -> None:
    made = [debrief(each, engines.history, engines.bank) for each in engines.history.sittings(SittingKind.MOCK)]
    if as_json:
        print_json([debrief_as_json(each) for each in made])
    elif not made:
        print("No mock interviews yet. Start one with: coach mock")
    else:
        print("\n".join(_line(each) for each in made))


def _line(made: Debrief) -> str:
    sitting = made.sitting
    score = "-" if made.score is None else f"{made.score:.0f}"
    state = "" if sitting.ended_at else ", interrupted"
    rounds = ", ".join(round_name(each) for each in sitting.rounds)
    answered = f"{made.answered} of {sitting.questions} answered"
    when = f"{sitting.begun_at.astimezone():%Y-%m-%d %H:%M}"
    return f"{sitting.id}  {when}  {score:>3}  {answered}, {sitting.difficulty.value}{state}: {rounds}"


def _print_debrief(engines: Engines, wanted: str, *, as_json: bool) -> None:
    sitting = _find(engines, wanted)
    made, earlier = debrief_beside(sitting, engines.history, engines.bank)
    if as_json:
        print_json(debrief_as_json(made))
    else:
        print(debrief_as_text(made, earlier, width=shutil.get_terminal_size((88, 24)).columns))


def _find(engines: Engines, wanted: str) -> Sitting:
    if wanted != LAST:
        return engines.history.load_sitting(wanted)
    sittings = engines.history.sittings(SittingKind.MOCK)
    if not sittings:
        raise CoachError("There are no mock interviews yet.", "Start one with: coach mock")
    return sittings[0]
