"""`coach restore`: the daily copies of the history, and bringing one back."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from coach.cli.wording import count
from coach.errors import HistoryError
from coach.history.copies import KeptCopy, count_attempts, list_copies, restore_copy
from coach.history.mending import examine
from coach.paths import Paths, find_paths
from coach.plain import plain


def run(arguments: argparse.Namespace) -> int:
    """List the copies, or put one in the place of the history.

    Raises:
        HistoryError: There is no such copy, it is damaged, or the history is in use.
    """
    paths = find_paths()
    copies = list_copies(paths.copies)
    if arguments.which is None:
        print(describe(paths, copies))
        return 0
    copy = _chosen(arguments.which, copies)
    aside = restore_copy(copy, paths.history, datetime.now(UTC))
    print(f"The history is that of {copy.day} again: {_attempts(copy)}.")
    if aside is not None:
        print(f"What was in its place is kept: {plain(str(aside))}")
    return 0


def describe(paths: Paths, copies: Sequence[KeptCopy]) -> str:
    """Say what copies there are, newest first, and how the history itself stands."""
    if not copies:
        return (
            f"There is no copy of the history yet. One is made on each day of use, in {plain(str(paths.copies))}; "
            "the last seven are kept."
        )
    lines = [f"{number:>2}  {copy.day}  {_attempts(copy)}" for number, copy in enumerate(copies, start=1)]
    return "\n".join([*lines, f"    now         {_now(paths)}", "`coach restore 1` brings back the newest."])


def _attempts(copy: KeptCopy) -> str:
    number = count_attempts(copy)
    return "cannot be read" if number is None else count(number, "attempt")


def _now(paths: Paths) -> str:
    if not paths.history.exists():
        return "no history"
    try:
        health = examine(paths.history)
    except HistoryError as error:
        return plain(error.message)
    return f"{count(health.attempts, 'attempt')}{'' if health.sound else ', damaged'}"


def _chosen(which: str, copies: Sequence[KeptCopy]) -> KeptCopy:
    for number, copy in enumerate(copies, start=1):
        if which in {str(number), str(copy.day)}:
            return copy
    raise HistoryError(f'There is no copy "{which}".', "`coach restore` lists the copies by number and day.")
