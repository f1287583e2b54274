"""A TOML table that is read strictly and knows its place, so that every complaint can name it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from coach.errors import WeightsError

SHA256 = re.compile(r"[0-9a-f]{64}")
"""A SHA-256 as it is written in the catalogue."""


class StrictTable:
    """A table of a file.

    Attributes:
        values: What is in it, unchecked.
    """

    def __init__(self, values: Mapping[str, Any], file: Path, place: str = "") -> None:
        self.values = values
        self._file = file
        self._place = place

    def fail(self, key: str, what: str, hint: str) -> WeightsError:
        """Make the complaint about a key."""
        where = f"{self._place}.{key}" if self._place else key
        return WeightsError(f"{self._file}: `{where}` {what}.", hint)

    def only(self, *known: str) -> None:
        """Refuse every key but these."""
        for key in self.values:
            if key not in known:
                raise self.fail(key, "is an unknown key", f"Remove it; known here: {', '.join(known)}.")

    def get(self, key: str, kind: type[Any]) -> Any:
        """Give a value of exactly this type."""
        if key not in self.values:
            raise self.fail(key, "is missing", "Add it.")
        value = self.values[key]
        if type(value) is not kind:
            raise self.fail(key, f"is {value!r}", f"It must be of type {kind.__name__}.")
        return value

    def text(self, key: str) -> str:
        """Give a text that is not empty."""
        value: str = self.get(key, str)
        if not value.strip():
            raise self.fail(key, "is empty", "Write it out or remove it.")
        return value

    def whole(self, key: str) -> int:
        """Give a whole number from 0."""
        value: int = self.get(key, int)
        if value < 0:
            raise self.fail(key, f"is {value}", "It must not be negative.")
        return value

    def digest(self, key: str) -> str:
        """Give a SHA-256."""
        value = self.text(key)
        if not SHA256.fullmatch(value):
            raise self.fail(key, f"is {value!r}", "It must be 64 hexadecimal digits in lower case.")
        return value

    def inside(self, key: str) -> str:
        """Give a path that stays inside its folder."""
        value = self.text(key)
        path = PurePosixPath(value)
        if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in value:
            raise self.fail(key, f"is {value!r}", "It must be a path inside its folder, with forward slashes.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, at least one."""
        values: Sequence[object] = self.get(key, list)
        if not values or not all(isinstance(value, str) and value for value in values):
            raise self.fail(key, f"is {values!r}", "It must be a list of texts, at least one.")
        return tuple(str(value) for value in values)

    def tables(self, key: str) -> "tuple[StrictTable, ...]":
        """Give a list of tables, at least one."""
        values: Sequence[object] = self.get(key, list)
        if not values or not all(isinstance(value, dict) for value in values):
            raise self.fail(key, "is not a list of tables", "It must hold at least one table and nothing else.")
        place = f"{self._place}.{key}" if self._place else key
        return tuple(
            StrictTable(value, self._file, f"{place}[{number}]")
            for number, value in enumerate(values)
            if isinstance(value, dict)
        )


def read_table(path: Path) -> StrictTable:
    """Read a file that comes with the program as one table.

    Raises:
        WeightsError: The file cannot be read, or is not TOML.
    """
    try:
        return StrictTable(tomllib.loads(path.read_text(encoding="utf-8")), path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WeightsError(f"{path} cannot be read: {error}.", "Install the program again.") from error
