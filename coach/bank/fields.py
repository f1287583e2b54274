"""Takes typed values out of one TOML table, and says which key of which file is wrong."""

import difflib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.errors import RubricError
from coach.plain import find_hidden, visible
from coach.toml_files import shown, shown_path

ID_LENGTH = 64
"""Longest id, in characters; with `.toml` it stays a valid file name on every system."""

_ID = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a question's file, with the place where it stands."""

    path: Path
    """The file."""
    values: Mapping[str, object]
    """Keys and values as TOML gives them."""
    prefix: str = ""
    """What stands before a key in a message: `key_points[2].`."""
    place: str = ""
    """Where to look, for the person: `, in key point 2, "zeros"`."""

    def wrong(self, key: str, what: str, fix: str) -> RubricError:
        """Make the error for one key.

        Args:
            key: The key within this table.
            what: What is wrong with it: `is missing`.
            fix: What to do, one sentence.
        """
        name = self.prefix + (visible(key) or '""')
        return RubricError(f"{shown_path(self.path)}: `{name}`{self.place} {what}.", fix)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise RubricError at the first key that is not known."""
        names = tuple(known)
        for key in self.values:
            if key not in names:
                near = difflib.get_close_matches(key, names, 1)
                fix = f"Did you mean `{near[0]}`?" if near else f"Remove it; known here: {', '.join(names)}."
                raise self.wrong(key, "is an unknown key", fix)

    def id(self, key: str) -> str:
        """Take an id."""
        value = self._text(key, self._required(key))
        if not _ID.fullmatch(value) or len(value) > ID_LENGTH:
            raise self.wrong(
                key,
                f"is {shown(value)}",
                f"Use small letters a to z, digits and hyphens, at most {ID_LENGTH} characters.",
            )
        return value

    def required_line(self, key: str) -> str:
        """Take a text that must be there; line breaks become spaces."""
        line = " ".join(self._text(key, self._required(key)).split())
        if not line:
            raise self.wrong(key, "is empty", "Write the text between the quotes.")
        return line

    def line(self, key: str) -> str:
        """Take a text that may be left out; line breaks become spaces."""
        return " ".join(self._text(key, self.values.get(key, "")).split())

    def block(self, key: str) -> str:
        """Take a text that may be left out; its lines are kept."""
        lines = self._text(key, self.values.get(key, "")).splitlines()
        return "\n".join(line.rstrip() for line in lines).strip()

    def lines(self, key: str) -> tuple[str, ...]:
        """Take a list of texts that may be left out; an empty text or one given twice is refused."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"is {shown(value)}", 'Write a list of texts: ["one", "another"].')
        found: dict[str, str] = {}
        for number, item in enumerate(value, start=1):
            where = f"{key}[{number}]"
            line = " ".join(self._text(where, item).split())
            if not line:
                raise self.wrong(where, "is empty", "Write the text between the quotes, or remove it.")
            if line.casefold() in found:
                raise self.wrong(where, f"says {shown(line)} a second time", "Remove one of the two.")
            found[line.casefold()] = line
        return tuple(found.values())

    def number(self, key: str, value: object, *, above: float | None = None, least: float = 0.0, most: float) -> float:
        """Check a number against its limits.

        Args:
            key: Where it stands, for the message.
            value: What stands there.
            above: The number must be larger than this; then `least` does not count.
            least: The smallest number allowed.
            most: The largest number allowed.
        """
        limits = f"above {above:g} and at most {most:g}" if above is not None else f"from {least:g} to {most:g}"
        fix = f"Write a number {limits}, without quotes."
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(_as_float(value)):
            raise self.wrong(key, f"is {shown(value)}", fix)
        number = _as_float(value)
        if (number <= above if above is not None else number < least) or number > most:
            raise self.wrong(key, f"is {shown(value)}", fix)
        return number

    def _required(self, key: str) -> object:
        if key not in self.values:
            raise self.wrong(key, "is missing", f'Add a line {key} = "...".')
        return self.values[key]

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.wrong(key, f"is {shown(value)}", "Write a text in quotes.")
        if hidden := find_hidden(value):
            raise self.wrong(
                key,
                f"holds the control character U+{ord(hidden):04X}",
                "Remove it; a question is plain text, and control characters disturb the terminal or cannot be seen.",
            )
        return value


def _as_float(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf
