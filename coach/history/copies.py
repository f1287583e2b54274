"""A copy of the history for each day on which it was used; the last few are kept."""

import logging
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from coach.errors import HistoryError
from coach.history.database import NEIGHBOURS, backed_up
from coach.history.mending import examine, swap_in
from coach.history.shelves import postpone_removal
from coach.private_folder import make_private_folder
from coach.whole_files import sweep, whole_file, working_folder

KEPT = 7
"""Copies; a week of daily use."""

_NAME = "history-%Y-%m-%d.db"

_HALF_MADE = (".copy-*", ".repair-*", ".restore-*", ".history-*.new*")
"""What earlier versions called copies, repairs, restored and new histories until they were whole."""

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


def copy_history(history: Path, folder: Path, now: datetime, *, pause: float = 0.0) -> None:
    """Make today's copy, behind everything else: that it could not be made is for the log only.

    Args:
        history: The database.
        folder: Where copies are kept.
        now: The moment, aware.
        pause: Seconds to leave to others after each attempt that is looked through.
    """
    try:
        keep_copy(history, folder, now.astimezone().date(), pause=pause)
    except HistoryError:
        log.exception("the history could not be copied")


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
    try:
        if name.exists() or not history.exists():
            return None
        for each in (folder, history.parent):
            sweep(each, _HALF_MADE)
        with whole_file(name, neighbours=NEIGHBOURS) as unfinished:
            backed_up(history, unfinished)
            health = examine(unfinished, pause=pause)
            if not health.sound:
                log.warning("%s was not copied: it is damaged", history)
            if not health.sound or not health.attempts:
                unfinished.unlink()
                return None
        _let_go(folder)
    except OSError as error:
        raise HistoryError(
            f"No copy of the history could be made in {folder}: {error.strerror or error}.",
            "Check that the folder is writable and that the disk is not full.",
        ) from error
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
        with working_folder(history.parent) as folder:
            new = folder / history.name
            new.touch(mode=0o600)
            shutil.copyfile(copy.path, new)
            if not examine(new).sound:
                raise HistoryError(
                    f"The copy of {copy.day} is damaged.", "`coach restore` lists the others; use an older one."
                )
            with closing(sqlite3.connect(new, isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                postpone_removal(connection, now)
            return swap_in(new, history, "replaced", now)
    except OSError as error:
        raise HistoryError(
            f"The copy of {copy.day} could not be restored: {error.strerror or error}.",
            "Check that the folder is writable and that the disk is not full.",
        ) from error


def _let_go(folder: Path) -> None:
    copies = list_copies(folder)
    if len(copies) <= KEPT:
        return
    fullest = max(copies, key=lambda copy: (count_attempts(copy) or 0, copy.day))
    for copy in [each for each in copies if each is not fullest][KEPT - 1 :]:
        copy.path.unlink(missing_ok=True)
