"""Reads TOML files strictly: text, tables and typed values, with one way to say which key of which file is wrong.

Places are counted from 1: `key_points[2]` is the second one.
"""

import difflib
import math
import re
import stat
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import CoachError
from coach.plain import find_hidden, plain, visible

MOST_BYTES = 256_000
"""Largest file that is read; a long question has about 10 kB, and a wrong file should not fill the memory."""

MOST_NESTED = 20
"""Tables and lists within each other; no file of ours needs more than four."""

LARGEST_WHOLE = 2**63 - 1
"""The largest whole number that every reader of TOML must take: 64 bits, one of them for the sign."""

_MOST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|(?P<end>end of document))\)$")

_TWICE = re.compile(r"Cannot (overwrite a value|declare|mutate immutable|redefine)|Duplicate inline table key")
"""How the library says that a key or table is there twice."""


_DEEP_KEY = re.compile(r"^[ \t]*\[*[ \t]*(?:[\w\"'-]+[ \t]*\.[ \t]*){200}", re.MULTILINE)
"""A key of hundreds of parts: the library takes a time for it that grows with their square."""

_ENDLESS = re.compile(r"[0-9_]{1000}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file."""

    error: type[CoachError]
    """What is raised where one is wrong."""
    right: str
    """What to do where a folder or another file stands in its place, one sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file, with the place where it stands, so that every complaint can name it."""

    path: Path
    """The file."""
    values: Mapping[str, object]
    """Keys and values as TOML gives them, unchecked."""
    kind: Kind
    """What the file is."""
    prefix: str = ""
    """What stands before a key in a message: `key_points[2].`."""
    place: str = ""
    """Where to look, for the person: `, in key point 2, "zeros",`."""

    def wrong(self, key: str, what: str, fix: str) -> CoachError:
        """Make the error for one key.

        Args:
            key: The key within this table.
            what: What is wrong with it: `is missing`.
            fix: What to do, one sentence.
        """
        name = self.prefix + (visible(key) or '""')
        return self.kind.error(f"{shown_path(self.path)}: `{name}`{self.place} {what}.", fix)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise the error of the kind at the first key that is not known."""
        names = tuple(known)
        for key in self.values:
            if key not in names:
                near = difflib.get_close_matches(key, names, 1)
                fix = f"Did you mean `{near[0]}`?" if near else f"Remove it; known here: {', '.join(names)}."
                raise self.wrong(key, "is an unknown key", fix)

    def required(self, key: str, fix: str = "") -> object:
        """Take a value of any kind that must be there.

        Args:
            key: The key.
            fix: What to do where it is missing; empty for a text.
        """
        if key not in self.values:
            raise self.wrong(key, "is missing", fix or f'Add a line {key} = "...".')
        return self.values[key]

    def text(self, key: str, value: object) -> str:
        """Check that a value is a text without characters that steer a terminal or hide.

        Args:
            key: Where it stands, for the message.
            value: What stands there.
        """
        if not isinstance(value, str):
            raise self.wrong(key, f"is {shown(value)}", "Write a text in quotes.")
        if hidden := find_hidden(value):
            raise self.wrong(
                key,
                f"contains the control character U+{ord(hidden):04X}",
                "Remove it; control characters disturb the terminal or cannot be seen.",
            )
        return value

    def required_line(self, key: str) -> str:
        """Take a text that must be there; line breaks become spaces."""
        line = " ".join(self.text(key, self.required(key)).split())
        if not line:
            raise self.wrong(key, "is empty", "Write the text between the quotes.")
        return line

    def line(self, key: str) -> str:
        """Take a text that may be left out; line breaks become spaces."""
        return " ".join(self.text(key, self.values.get(key, "")).split())

    def block(self, key: str) -> str:
        """Take a text that may be left out; its lines are kept."""
        lines = self.text(key, self.values.get(key, "")).splitlines()
        return "\n".join(line.rstrip() for line in lines).strip()

    def lines(self, key: str) -> tuple[str, ...]:
        """Take a list of texts that may be left out; an empty text or one given twice is refused."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"is {shown(value)}", 'Write a list of strings: ["one", "another"].')
        found: dict[str, str] = {}
        for number, item in enumerate(value, start=1):
            where = f"{key}[{number}]"
            line = " ".join(self.text(where, item).split())
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

    def whole(self, key: str) -> int:
        """Take a whole number that must be there, 0 or more."""
        fix = "Write a whole number from 0 up, without quotes."
        value = self.required(key, fix)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.wrong(key, f"is {shown(value)}", fix)
        return value

    def table(self, key: str) -> "Table":
        """Take a table that must be there."""
        value = self.required(key, f"Add it, as [{self.prefix}{visible(key)}].")
        if not isinstance(value, Mapping):
            raise self.wrong(key, "must be a table", f"Write it as [{self.prefix}{visible(key)}].")
        return Table(self.path, value, self.kind, f"{self.prefix}{visible(key)}.")

    def tables(self, key: str, what: str = "entry") -> "tuple[Table, ...]":
        """Take a list of tables; none where it is left out.

        Args:
            key: The key.
            what: What each of them is, for the message.
        """
        value = self.values.get(key, [])
        fix = f"Write each {what} under its own [[{key}]], with double brackets."
        if not isinstance(value, list):
            raise self.wrong(key, f"is {shown(value)}", fix)
        found = []
        for number, each in enumerate(value, start=1):
            if not isinstance(each, Mapping):
                raise self.wrong(f"{key}[{number}]", f"is {shown(each)}", fix)
            found.append(Table(self.path, each, self.kind, f"{self.prefix}{key}[{number}]."))
        return tuple(found)


def _as_float(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def read_text(path: Path, kind: Kind) -> str:
    """Read the text of a file, without a byte-order mark.

    Args:
        path: The file.
        kind: What it should be.

    Raises:
        FileNotFoundError: There is no such file.
        CoachError: Of the kind: it is no ordinary file, too large, not UTF-8, or cannot be read.
    """
    content = _read(path, kind)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise kind.error(
            f"{shown_path(path)} is not UTF-8 text (line {line}).", "Save it with the encoding UTF-8."
        ) from error


def parse_toml(text: str, path: Path, kind: Kind) -> Table:
    """Read a text as TOML.

    Args:
        text: With no byte-order mark.
        path: The file that it is from, or is meant for; errors name it.
        kind: What it should be.

    Raises:
        CoachError: Of the kind: the text is not TOML, nests too deeply, or holds a whole number of more than 64
            bits; names the line or the key.
    """
    name = shown_path(path)
    too_deep = kind.error(f"{name} nests tables or lists too deeply.", "Write it as the manual shows.")
    if _DEEP_KEY.search(text):
        raise too_deep
    try:
        tables = tomllib.loads(text)
    except RecursionError as error:
        raise too_deep from error
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), name, text, kind) from error
    except ValueError as error:  # a number of more digits than Python takes
        digits = _ENDLESS.search(text)
        line = f" in line {text.count(chr(10), 0, digits.start()) + 1}" if digits else ""
        raise kind.error(
            f"{name} is not valid TOML{line}: a number has thousands of digits.", "Write one of at most 18 digits."
        ) from error
    inner: list[tuple[str, object, int]] = [("", tables, 0)]
    while inner:
        where, value, depth = inner.pop()
        if depth > MOST_NESTED:
            raise too_deep
        if isinstance(value, dict):
            inner += [(f"{where}.{key}" if where else key, each, depth + 1) for key, each in value.items()]
        elif isinstance(value, list):
            inner += [(f"{where}[{number}]", each, depth + 1) for number, each in enumerate(value, start=1)]
        elif isinstance(value, int) and not -LARGEST_WHOLE - 1 <= value <= LARGEST_WHOLE:
            raise kind.error(f"{name}: `{plain(where)}` is {shown(value)}.", "Write a number of at most 18 digits.")
    return Table(path, tables, kind)


def shown_path(path: Path) -> str:
    """Show a path in a message; a file's name can hold anything."""
    return plain(str(path))


def shown(value: object) -> str:
    """Show a wrong value as TOML would have it, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, str):
        text = f'"{plain(value[: 2 * _MOST_SHOWN])}"'
    elif isinstance(value, Sequence):
        return "a list"
    elif isinstance(value, int) and abs(value) > LARGEST_WHOLE:
        text = "a very large number"
    else:
        text = str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def _read(path: Path, kind: Kind) -> bytes:
    name = shown_path(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise kind.error(f"{name} is a folder.", kind.right)
        if not stat.S_ISREG(mode):
            raise kind.error(f"{name} is not an ordinary file.", kind.right)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise kind.error(f"{name} cannot be read: {reason}.", "Check the file's name and permissions.") from error
    if len(content) > MOST_BYTES:
        raise kind.error(f"{name} is larger than {MOST_BYTES // 1000} kB.", "It needs a few kB; is it the right file?")
    return content


def _not_toml(said: str, name: str, text: str, kind: Kind) -> CoachError:
    """Return what the library says, with the line and, where something is there twice, in plainer words."""
    place = _PLACE.search(said)
    what = said[: place.start()] if place else said
    line = 0
    if place:
        line = text.rstrip().count("\n") + 1 if place["end"] else int(place["line"])
    where = f" in line {line}" + (f", column {place['column']}" if place and place["line"] else "") if line else ""
    if _TWICE.match(what):
        return kind.error(
            f"{name} is not valid TOML{where}: this key or table is there a second time.", "Remove one of the two."
        )
    return kind.error(f"{name} is not valid TOML{where}: {plain(what).rstrip('.')}.", "Fix that line.")
