"""`coach doctor --repair`: a new history of what can be read of a damaged one."""

import sys
from contextlib import suppress
from datetime import UTC, datetime

from coach.cli.wording import count
from coach.domain.damage import name_attempts
from coach.errors import CoachError, DamagedHistoryError
from coach.history.mending import Repaired, examine, repaired, set_aside, swap_in
from coach.paths import Paths
from coach.plain import plain


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
            print(f"The history is in order: {count(health.attempts, 'attempt')}. Nothing was changed.")
            return 0
    with repaired(path) as new:
        print("\n".join(plain(line) for line in describe(new)))
        if not _agreed("Replace the damaged history with the new one? The damaged file is kept.", sure=sure):
            print("Nothing was changed.")
            return 1
        aside = swap_in(new.path, path, "damaged", now, new.state)
    print(f"Done. The damaged history is kept: {plain(str(aside))}")
    return 0


def describe(new: Repaired) -> list[str]:
    """Say what is in a repaired history and what is not, line by line."""
    lines = [f"{count(new.attempts, 'attempt')} can be copied into a new history."]
    if new.damage.in_part:
        lines.append(f"Of {len(new.damage.in_part)} of them a part is lost: {name_attempts(new.damage.in_part)}.")
    if new.damage.lost:
        lines.append(f"{len(new.damage.lost)} cannot be read: {name_attempts(new.damage.lost)}.")
    if new.damage.sittings:
        sittings = count(new.damage.sittings, "interview or drill", "interviews or drills")
        lines.append(f"{sittings} cannot be read; their answers stay.")
    return lines


def _begin_anew(paths: Paths, now: datetime, *, sure: bool) -> int:
    print(f"{plain(str(paths.history))} is empty, so there is nothing to copy. `coach restore` lists copies of it.")
    if not _agreed("Move the empty file aside, so that a new history is begun?", sure=sure):
        print("Nothing was changed.")
        return 1
    print(f"Done. The empty file is kept: {plain(str(set_aside(paths.history, 'empty', now)))}")
    return 0


def _agreed(question: str, *, sure: bool) -> bool:
    if sure:
        return True
    if not sys.stdin.isatty():
        raise CoachError("Nothing was changed, because there is nobody to ask.", "Add --yes to go ahead.")
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False
