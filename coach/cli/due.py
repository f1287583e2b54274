"""`coach due`: one line for prompts, cron and status bars; as quick as it can be."""

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime

from coach.cli.output import complain
from coach.errors import CoachError
from coach.paths import find_paths, shipped_folder
from coach.plain import plain
from coach.practice.due import Due, find_due
from coach.wording import count, whole_minutes

NOTHING_DUE, CANNOT_TELL = 1, 2
"""Exit codes: nothing is due, said with --quiet only; the history cannot be read."""


def _local_day() -> date:
    return datetime.now(UTC).astimezone().date()


def run(arguments: argparse.Namespace, today: Callable[[], date] = _local_day) -> int:
    """Print how much is due, or with --quiet nothing at all.

    Args:
        arguments: `quiet`.
        today: Tells the day, in the time zone of this machine.

    Returns:
        0; with --quiet 0 where something is due, and 1 where nothing is; 2 where the history cannot be read.
    """
    try:
        due = find_due(find_paths(), shipped_folder("rubrics"), today())
    except CoachError as error:  # caught here, since 1 has another meaning
        if not arguments.quiet:
            complain(plain(str(error)))
        return CANNOT_TELL
    if arguments.quiet:
        return 0 if due.points else NOTHING_DUE
    print(f"coach: {_described(due)}")
    return 0


def _described(due: Due) -> str:
    if not due.points:
        return "nothing due"
    return f"{count(due.points, 'point')} due, about {whole_minutes(due.minutes)} min"
