"""Bringing an older history up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from coach.history.migrations import migrate, version_of


def first(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE notes (text TEXT)")


def second(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 0")


def broken(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE notes ADD COLUMN stars INTEGER")
    connection.execute("ALTER TABLE nothing ADD COLUMN stars INTEGER")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def columns(connection: sqlite3.Connection) -> list[str]:
    return [row[1] for row in connection.execute("PRAGMA table_info(notes)")]


def test_a_new_database_sees_every_migration(connection: sqlite3.Connection) -> None:
    migrate(connection, (first, second))
    assert columns(connection) == ["text", "stars"]
    assert version_of(connection) == 2


def test_an_older_database_sees_only_what_is_new_and_keeps_its_rows(connection: sqlite3.Connection) -> None:
    migrate(connection, (first,))
    connection.execute("INSERT INTO notes VALUES ('kept')")
    migrate(connection, (first, second))
    assert connection.execute("SELECT * FROM notes").fetchall() == [("kept", 0)]


def test_a_migration_that_fails_half_way_can_be_undone_whole(connection: sqlite3.Connection) -> None:
    migrate(connection, (first,))
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (first, broken))
    connection.execute("ROLLBACK")
    assert columns(connection) == ["text"]
    assert version_of(connection) == 1
