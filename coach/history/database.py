"""Opens the database of the history, and says in plain words why it could not."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from coach.errors import HistoryError
from coach.history.migrations import MIGRATIONS, migrate, version_of

BUSY_SECONDS = 10.0
"""How long to wait while another copy of the program writes; one write takes milliseconds."""
BUSY_LOOK_SECONDS = 0.02
"""How often to try again where SQLite does not wait by itself."""
OWNER_FILE = 0o600
OWNER_FOLDER = 0o700


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an existing database and read from one moment of it.

    Raises:
        HistoryError: It cannot be opened or read.
    """
    with _explained(path), closing(_connect(path)) as connection:
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open or create the database for one transaction, which is undone when anything fails.

    Raises:
        HistoryError: It cannot be created, opened or written.
    """
    with _explained(path):
        _create(path)
        with closing(_connect(path)) as connection, _transaction(connection):
            yield connection


def exists(path: Path) -> bool:
    """Whether anything was ever saved.

    Raises:
        HistoryError: The folder cannot be looked into.
    """
    with _explained(path):
        return path.exists()


def _create(path: Path) -> None:
    path.parent.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_FILE))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        _bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    known = len(MIGRATIONS)
    connection.execute("BEGIN")  # both questions are about the same moment
    version = version_of(connection)
    strange = version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None
    connection.execute("COMMIT")
    if strange:
        raise HistoryError(f"{path} is a database of another program.", _ASIDE)
    if version > known:
        raise HistoryError(
            f"{path} was written by a newer version of this program (format {version}, known here: up to {known}).",
            "Upgrade the program; the history itself is fine.",
        )
    if version < known:
        _switch_to_wal(connection)
        with _transaction(connection):
            migrate(connection)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work at once, from now on; SQLite itself does not wait here for others to finish."""
    gives_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")  # not possible within a transaction
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > gives_up:
                raise
            time.sleep(BUSY_LOOK_SECONDS)
        else:
            return


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


_ASIDE = "Move it aside, together with its neighbours ending in -wal and -shm; a new history is then begun."

_EXPLAINED = {
    sqlite3.SQLITE_NOTADB: ("is damaged or not a database", _ASIDE),
    sqlite3.SQLITE_CORRUPT: ("is damaged", _ASIDE),
    sqlite3.SQLITE_FULL: ("could not be written: the disk is full", "Free some space, then try again."),
    sqlite3.SQLITE_READONLY: ("is read-only", "Allow writing to the file and its folder."),
    sqlite3.SQLITE_CANTOPEN: ("could not be opened", "Check that its folder may be read and written."),
    sqlite3.SQLITE_BUSY: ("is in use by another program", "Close it, then try again."),
    sqlite3.SQLITE_IOERR: ("could not be read or written", "Check the disk: it may be full or failing."),
}


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
        what, hint = _EXPLAINED.get(code, ("could not be used", _ASIDE))
        raise HistoryError(f"The history {path} {what} ({error}).", hint) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise HistoryError(
            f"The history {path} could not be opened: {reason}.", "Check that its folder may be read and written."
        ) from error
