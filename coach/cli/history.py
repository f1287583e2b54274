"""`coach history`: the attempts, newest first."""

import argparse

from coach.bank.bank import load_bank
from coach.cli.output import print_json
from coach.cli.setup import tell_damage
from coach.history.history import History
from coach.paths import find_paths, shipped_folder
from coach.report.as_json import summary_as_json
from coach.report.as_text import history_as_text


def run(arguments: argparse.Namespace) -> int:
    """Print one line, or one JSON object, for each attempt."""
    paths = find_paths()
    history = History(paths.history)
    summaries = history.attempts(limit=arguments.limit, question_id=arguments.question)
    if arguments.json:
        print_json([summary_as_json(summary) for summary in summaries])
    else:
        bank = load_bank(shipped_folder("rubrics"), paths.rubrics)
        print(history_as_text(summaries, bank.versions))
    tell_damage(history)
    return 0
