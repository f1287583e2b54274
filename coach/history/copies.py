"""A copy of the history for each day on which it was used; the last few are kept."""

import logging
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from coach.errors import HistoryError
from coach.history.database import NEIGHBOURS, backed_up
from coach.history.mending import examine, swap_in
from coach.private_folder import make_private_folder

KEPT = 7
"""Copies; a week of daily use."""

_NAME = "history-%Y-%m-%d.db"

_HALF_MADE = (".copy-*", ".repair-*", ".restore-*", ".history-*.new*")
"""What copies, repairs, restored and new histories are called until they are whole."""

_SURELY_OVER = 24 * 3600.0
"""Seconds after which nobody works on such a file any more."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """One copy."""

    path: Path
    """The file."""
    day: date
    """The day on which it was made, in the time zone of this machine."""


def list_copies(folder: Path) -> tuple[KeptCopy, ...]:
    """List all copies, newest first.

    Args:
        folder: Where they are kept; need not exist.
    """
    found = []
    for path in folder.glob("history-*.db"):
        try:
            day = datetime.strptime(path.name, _NAME).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if path.is_file() and not path.is_symlink():
            found.append(KeptCopy(path, day))
    return tuple(sorted(found, key=lambda copy: copy.day, reverse=True))


def count_attempts(copy: KeptCopy) -> int | None:
    """Count the attempts in a copy; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{copy.path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            count: int = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
            return count
    except sqlite3.Error:
        return None


def keep_copy(history: Path, folder: Path, today: date, *, pause: float = 0.0) -> Path | None:
    """Make today's copy, unless it is there or there is nothing to copy; then let go of the oldest beyond `KEPT`.

    A copy is looked through before it counts. A damaged history is not copied, so that good copies stay. Of the
    copies, the one with the most attempts stays, however old it is: an emptied history must not push it out.

    Args:
        history: The database.
        folder: Where copies are kept; made where it is missing.
        today: The day in the time zone of this machine.
        pause: Seconds to leave to others after each attempt that is looked through.

    Returns:
        The new copy; None where none was made.

    Raises:
        HistoryError: The history or the folder cannot be used.
    """
    name = folder / today.strftime(_NAME)
    unfinished: Path | None = None
    try:
        if name.exists() or not history.exists():
            return None
        make_private_folder(folder)
        _sweep(folder, history.parent)
        descriptor, made = tempfile.mkstemp(prefix=".copy-", dir=folder)  # its owner's only
        os.close(descriptor)
        unfinished = Path(made)
        backed_up(history, unfinished)
        health = examine(unfinished, pause=pause)
        if not health.sound:
            log.warning("%s was not copied: it is damaged", history)
            return None
        if not health.attempts:
            return None
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(name)
        _let_go(folder)
    except OSError as error:
        raise HistoryError(
            f"No copy of the history could be made in {folder}: {error.strerror or error}.",
            "Check that the folder may be written and that the disk is not full.",
        ) from error
    finally:
        if unfinished is not None:
            for each in (unfinished, *(Path(f"{unfinished}{end}") for end in NEIGHBOURS)):
                each.unlink(missing_ok=True)
    return name


def restore_copy(copy: KeptCopy, history: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the history; what is there stays beside it, the copy stays where it is.

    Args:
        copy: Which.
        history: The database.
        now: Names what is set aside.

    Returns:
        Where what was there lies now; None where nothing was.

    Raises:
        HistoryError: The copy is damaged, the history is in use, or a file cannot be written.
    """
    try:
        make_private_folder(history.parent)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=history.parent) as folder:
            new = Path(folder) / history.name
            new.touch(mode=0o600)
            shutil.copyfile(copy.path, new)
            if not examine(new).sound:
                raise HistoryError(
                    f"The copy of {copy.day} is damaged.", "`coach restore` lists the others; take an older one."
                )
            with closing(sqlite3.connect(new, isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
            return swap_in(new, history, "replaced", now)
    except OSError as error:
        raise HistoryError(
            f"The copy of {copy.day} could not be put back: {error.strerror or error}.",
            "Check that the folder may be written and that the disk is not full.",
        ) from error


def _sweep(*folders: Path) -> None:
    """Delete what programs that were killed have left half made."""
    for folder in folders:
        for pattern in _HALF_MADE:
            for path in folder.glob(pattern):
                if time.time() - path.lstat().st_mtime > _SURELY_OVER:
                    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def _let_go(folder: Path) -> None:
    copies = list_copies(folder)
    if len(copies) <= KEPT:
        return
    fullest = max(copies, key=lambda copy: (count_attempts(copy) or 0, copy.day))
    for copy in [each for each in copies if each is not fullest][KEPT - 1 :]:
        copy.path.unlink(missing_ok=True)
