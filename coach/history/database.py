"""Opens the database of the history, and says in plain words why it could not."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from coach.domain.damage import MEND
from coach.errors import DamagedHistoryError, HistoryError
from coach.history.columns import DamagedRowError
from coach.history.migrations import MIGRATIONS, migrate, version_of
from coach.whole_files import whole_file

BUSY_SECONDS = 10.0
"""How long to wait while another copy of the program writes; one write takes milliseconds."""
BUSY_LOOK_SECONDS = 0.02
"""How often to try again where SQLite does not wait by itself."""
NEIGHBOURS = ("-wal", "-shm")
"""What SQLite may keep beside a database, by the ends of the names."""

OURS = ("attempts", "words", "verdicts")
"""Tables that every history has had from the first version on."""

MOST_REASON = 120
"""Characters of SQLite's own words in an error; it may quote a whole answer."""

MOST_VERSION = 1000
"""No history will have seen so many migrations; a higher number is damage."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an existing database and read from one moment of it.

    Raises:
        HistoryError: It cannot be opened or read.
    """
    with explained(path), closing(_connect(path)) as connection:
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


@contextmanager
def writing(path: Path, *, wait_seconds: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
    """Open or create the database for one transaction, which is undone when anything fails.

    Args:
        path: The database.
        wait_seconds: How long to wait while another copy of the program writes.

    Raises:
        HistoryError: It cannot be created, opened or written.
    """
    with explained(path):
        if not path.exists():
            _create(path)
        with closing(_connect(path, wait_seconds)) as connection, transaction(connection):
            yield connection


def exists(path: Path) -> bool:
    """Whether anything was ever saved.

    Raises:
        HistoryError: The folder cannot be looked into.
    """
    with explained(path):
        return path.exists()


@contextmanager
def reading_damaged(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a damaged database to read what is left of it; bytes that are no text come as half surrogate pairs.

    Raises:
        HistoryError: It cannot be opened at all.
    """
    with explained(path), closing(_open(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")  # tables can be read whose indexes or views are damaged
        connection.text_factory = lambda data: data.decode(errors="surrogateescape")
        yield connection


def create_database(path: Path) -> None:
    """Make an empty history in a file that is there and empty, such as a temporary one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        _switch_to_wal(connection)
        with transaction(connection):
            migrate(connection)


def backed_up(path: Path, target: Path) -> None:
    """Copy the database as it is at one moment, whoever writes meanwhile, into one file without neighbours.

    Args:
        path: The database.
        target: An empty file.

    Raises:
        HistoryError: It cannot be read, or the copy not be written.
    """
    with (
        explained(path),
        closing(_connect(path)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def settle(path: Path) -> None:
    """Bring what the neighbours of a database hold into it, and make sure that nobody is writing.

    A file that is no database, or a damaged one, is left as it is.

    Raises:
        HistoryError: It is in use.
    """
    with contextlib.suppress(DamagedHistoryError), explained(path), closing(_raw(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")


def _create(path: Path) -> None:
    """Make a new history; whole or not at all, so that no interrupted start leaves an empty file behind."""
    with contextlib.suppress(FileExistsError), whole_file(path, over=False, neighbours=NEIGHBOURS) as new:
        create_database(new)


def _open(path: Path, wait_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    if path.stat().st_size == 0:  # SQLite would take it for a new one
        raise HistoryError(
            f"The history {path} is an empty file.",
            BEGIN_ANEW,
        )
    connection = _raw(path, wait_seconds)
    connection.row_factory = sqlite3.Row
    return connection


def _raw(path: Path, wait_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=wait_seconds)


def _connect(path: Path, wait_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    connection = _open(path, wait_seconds)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        _bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    known = len(MIGRATIONS)
    connection.execute("BEGIN")  # all questions are about the same moment
    version = version_of(connection)
    marks = ", ".join("?" * len(OURS))
    tables, ours = connection.execute(
        f"SELECT count(*), coalesce(sum(type = 'table' AND name IN ({marks})), 0) FROM sqlite_master",  # noqa: S608 - marks only
        OURS,
    ).fetchone()
    connection.execute("COMMIT")
    _refuse_strangers(path, version, tables, ours)
    if version < known:
        _switch_to_wal(connection)
        with transaction(connection):
            migrate(connection)


def _refuse_strangers(path: Path, version: int, tables: int, ours: int) -> None:
    """Go on with a history of ours only.

    Args:
        path: The database.
        version: As it says itself.
        tables: How many things it holds.
        ours: How many of them are tables that every history has.
    """
    if not tables and not version:
        raise HistoryError(
            f"The history {path} is an empty file.",
            BEGIN_ANEW,
        )
    if not ours:
        raise HistoryError(
            f"{path} is a database of another program.",
            "Move it away, together with the files beside it ending in -wal and -shm; `coach restore` brings back a "
            "copy of the history, and without one a new history is started.",
        )
    if ours < len(OURS) or not 0 < version <= MOST_VERSION:
        raise DamagedHistoryError(f"The history {path} is damaged.", MEND)
    if version > len(MIGRATIONS):
        raise HistoryError(
            f"{path} was written by a newer version of this program (format {version}, known here: up to "
            f"{len(MIGRATIONS)}).",
            "Upgrade the program; the history itself is fine.",
        )


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
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything within or nothing; one that fails is undone."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


BEGIN_ANEW = (
    "`coach restore` brings back a copy; if there is none, `coach doctor --repair` moves the file aside and "
    "starts a new history."
)
"""What to do about a file in which there is nothing."""

_EXPLAINED = {
    sqlite3.SQLITE_FULL: ("could not be written: the disk is full", "Free some space, then try again."),
    sqlite3.SQLITE_READONLY: ("is read-only", "Allow writing to the file and its folder."),
    sqlite3.SQLITE_CANTOPEN: ("could not be opened", "Check the permissions of its folder."),
    sqlite3.SQLITE_BUSY: ("is in use by another program", "Close it, then try again."),
    sqlite3.SQLITE_LOCKED: ("is in use by another program", "Close it, then try again."),
    sqlite3.SQLITE_IOERR: ("could not be read or written", "Check the disk: it may be full or failing."),
    sqlite3.SQLITE_PERM: ("could not be opened", "Check the permissions of its folder."),
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Yield what went wrong with a history, and what to do about it.

    Raises:
        DamagedHistoryError: It is damaged.
        HistoryError: It cannot be used for another reason.
    """
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # a mistake of ours, not of the file
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
        if code in _EXPLAINED:
            what, hint = _EXPLAINED[code]
            raise HistoryError(f"The history {path} {what} ({error}).", hint) from error
        what = "is damaged or not a database" if code == sqlite3.SQLITE_NOTADB else "is damaged"
        raise DamagedHistoryError(f"The history {path} {what} ({str(error)[:MOST_REASON]}).", MEND) from error
    except DamagedRowError as error:
        raise DamagedHistoryError(f"The history {path} is damaged ({error}).", MEND) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise HistoryError(
            f"The history {path} could not be opened: {reason}.", "Check the permissions of its folder."
        ) from error
