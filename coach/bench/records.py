"""Reads records of other people's files strictly: whatever is wrong is told with file, place and key."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from coach.errors import CoachError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Record:
    """A table of keys and values that knows where it stands."""

    path: Path
    """The file."""
    place: str
    """Where in the file: `line 3`."""
    table: Mapping[str, Any]
    """Its keys and values."""
    hint: str
    """How a record is written; said of whatever has no hint of its own."""
    within: str = ""
    """Which key of the place it is the value of: `key_points[0]`; empty for the whole."""

    def wrong(self, key: str, what: str, hint: str = "") -> CoachError:
        """Make the error that tells of a key.

        Args:
            key: The key, with what it is followed by where a part of its value is meant: `labels[2]`.
            what: What is wrong with it, to follow a colon.
            hint: What to do about it; empty takes the record's.
        """
        name = f"{self.within}.{key}" if self.within and key else self.within + key
        return CoachError(f"{self.path}, {self.place}, key `{name}`: {what}.", hint or self.hint)

    def check_keys(self, needed: Collection[str], optional: Collection[str] = ()) -> None:
        """Refuse a record that lacks a key, or has one that nobody knows.

        Raises:
            CoachError: Names the key.
        """
        for key in needed:
            self.get(key)
        for key in self.table:
            if key not in needed and key not in optional:
                allowed = ", ".join(dict.fromkeys((*needed, *optional)))
                raise self.wrong(key, "there is no such key", f"Keys are {allowed}.")

    def get(self, key: str) -> Any:
        """Give a value that must be there.

        Raises:
            CoachError: It is missing.
        """
        if key not in self.table:
            raise self.wrong(key, "it is missing")
        return self.table[key]

    def text(self, key: str) -> str:
        """Give a text, fit for every tokenizer; it may be empty.

        Raises:
            CoachError: It is missing or no text.
        """
        value = self.get(key)
        if not isinstance(value, str):
            raise self.wrong(key, "it is not a text")
        return well_formed(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts without the empty ones; an absent list, or null, is empty.

        Raises:
            CoachError: It is no list of texts.
        """
        value = self.table.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, "it is not a list of texts")
        return tuple(well_formed(each) for each in value if each.strip())

    def one_of(self, key: str, allowed: Collection[T]) -> T:
        """Give a value that is one of a few.

        Raises:
            CoachError: It is missing or another.
        """
        value = self.get(key)
        for each in allowed:
            if value == each:
                return each
        raise self.wrong(key, f"it is none of {', '.join(str(each) for each in allowed)}")

    def records(self, key: str) -> tuple["Record", ...]:
        """Give a list of records with at least one.

        Raises:
            CoachError: It is missing or something else.
        """
        value = self.get(key)
        if not isinstance(value, list) or not value:
            raise self.wrong(key, "it is not a list with at least one entry")
        return tuple(self.inner(f"{key}[{number}]", each) for number, each in enumerate(value))

    def inner(self, key: str, value: object) -> "Record":
        """Make a record of a key's value.

        Raises:
            CoachError: It is no table.
        """
        if not isinstance(value, dict):
            raise self.wrong(key, "it is not an object with keys and values")
        return Record(self.path, self.place, value, self.hint, f"{self.within}.{key}" if self.within else key)


def read_records(path: Path, hint: str) -> Iterator[Record]:
    """Read a JSON object a line; empty lines are passed over.

    Args:
        path: UTF-8.
        hint: How a record is written.

    Raises:
        CoachError: The file cannot be read, or a line holds something else; names file and line.
    """
    for number, line in enumerate(read_text(path, hint).split("\n"), start=1):  # a text may hold U+2028: no splitlines
        if not line.strip():
            continue
        try:
            table = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CoachError(f"{path}, line {number}: it is no JSON: {error}.", hint) from error
        if not isinstance(table, dict):
            raise CoachError(f"{path}, line {number}: it is no JSON object.", hint)
        yield Record(path, f"line {number}", table, hint)


def read_text(path: Path, hint: str) -> str:
    """Read a UTF-8 file, with or without a byte order mark.

    Args:
        path: The file.
        hint: What to do where it cannot be read.

    Raises:
        CoachError: It cannot be read, or is no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CoachError(f"{path} cannot be read: {error.strerror or error}.", hint) from error
    except UnicodeDecodeError as error:
        raise CoachError(f"{path} is not a UTF-8 text: {error.reason}.", "Save it as UTF-8.") from error


def well_formed(text: str) -> str:
    """Put the replacement character for halves of surrogate pairs, which no tokenizer takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
