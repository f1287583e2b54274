"""Reads the TOML files that people edit: one strict reader, and one way to say what is wrong with a file."""

import re
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import CoachError
from coach.plain import plain

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
    """A kind of file that people edit."""

    error: type[CoachError]
    """What is raised where one is wrong."""
    right: str
    """What to do where a folder or another file stands in its place, one sentence."""


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


def parse_toml(text: str, path: Path, kind: Kind) -> dict[str, object]:
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
    too_deep = kind.error(f"{name} nests tables or lists too deeply.", "Write it as the README shows.")
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
    return tables


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
    """Say what the library says, with the line and, where something is there twice, in plainer words."""
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
    return kind.error(f"{name} is not valid TOML{where}: {plain(what).rstrip('.')}.", "Mend that line.")
