"""`coach restore` and `coach doctor --repair`: bring back a daily copy of the history, or what can be read of it."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from coach.cli.output import agreed
from coach.domain.damage import name_attempts
from coach.errors import CoachError, DamagedHistoryError, HistoryError
from coach.history.copies import KeptCopy, count_attempts, list_copies, restore_copy
from coach.history.mending import Repaired, examine, repaired, set_aside, swap_in
from coach.paths import Paths, find_paths
from coach.plain import plain
from coach.wording import count, plural


def run(arguments: argparse.Namespace) -> int:
    """List the copies, or put one in the place of the history.

    Raises:
        HistoryError: There is no such copy, it is damaged, or the history is in use.
    """
    paths = find_paths()
    copies = list_copies(paths.copies)
    if arguments.which is None:
        print(describe_copies(paths, copies))
        return 0
    copy = _chosen(arguments.which, copies)
    aside = restore_copy(copy, paths.history, datetime.now(UTC))
    print(f"The history is back to {copy.day}: {_attempts(copy)}.")
    if aside is not None:
        print(f"The one it replaced is kept: {plain(str(aside))}")
    return 0


def describe_copies(paths: Paths, copies: Sequence[KeptCopy]) -> str:
    """Return what copies there are, newest first, and how the history itself stands."""
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
    raise HistoryError(f'There is no copy "{which}".', "`coach restore` lists the copies by number and date.")


def repair(paths: Paths, *, sure: bool) -> int:
    """Put what can be read into a new history, after a question; the old one stays beside it.

    Args:
        paths: Where everything lives.
        sure: Whether to do so without asking.

    Raises:
        CoachError: It is no history, nothing can be read, or there is nobody to ask.
    """
    path, now = paths.history, datetime.now(UTC)
    if not path.exists():
        print(f"There is no history yet, so there is nothing to repair: {plain(str(path))}")
        return 0
    if path.stat().st_size == 0:
        return _begin_anew(paths, now, sure=sure)
    with suppress(DamagedHistoryError):  # not even its beginning can be read; what follows may mend it
        health = examine(path)
        if health.sound:
            print(f"The history is fine: {count(health.attempts, 'attempt')}. Nothing was changed.")
            return 0
    with repaired(path) as new:
        print("\n".join(plain(line) for line in describe_repaired(new)))
        if not sure and not _sure("Replace the damaged history with the new one? The damaged file is kept."):
            print("Nothing was changed.")
            return 1
        aside = swap_in(new.path, path, "damaged", now, new.state)
    print(f"Done. The damaged history is kept: {plain(str(aside))}")
    return 0


def describe_repaired(new: Repaired) -> list[str]:
    """Return what is in a repaired history and what is not, line by line."""
    lines = [f"{count(new.attempts, 'attempt')} can be copied into a new history."]
    if new.damage.in_part:
        part = len(new.damage.in_part)
        lines.append(f"{part} of them {plural(part, 'is', 'are')} incomplete: {name_attempts(new.damage.in_part)}.")
    if new.damage.lost:
        lines.append(f"{len(new.damage.lost)} cannot be read: {name_attempts(new.damage.lost)}.")
    if new.damage.sittings:
        sittings = count(new.damage.sittings, "interview or drill", "interviews or drills")
        lines.append(f"{sittings} cannot be read; their answers stay.")
    return lines


def _begin_anew(paths: Paths, now: datetime, *, sure: bool) -> int:
    print(f"{plain(str(paths.history))} is empty, so there is nothing to copy. `coach restore` lists copies of it.")
    if not sure and not _sure("Move the empty file aside and start a new history?"):
        print("Nothing was changed.")
        return 1
    print(f"Done. The empty file is kept: {plain(str(set_aside(paths.history, 'empty', now)))}")
    return 0


def _sure(question: str) -> bool:
    answer = agreed(question)
    if answer is None:
        raise CoachError("Nothing was changed: there is no terminal in which to ask.", "Add --yes to go ahead.")
    return answer
