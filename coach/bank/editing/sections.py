"""Cuts a TOML text into the part before the first header and one part for each header, without losing a character."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

ROOT = ""
"""Name of the part before the first header."""

_OPENERS = ('"""', "'''")


@dataclass(frozen=True, slots=True)
class Section:
    """One header with what stands under it, and the comment that stands right above it."""

    name: str
    """The key that the header opens, for instance `key_points`; `ROOT` for the part before the first header."""
    text: str
    """Its lines as they are; the texts of all sections joined are the file."""


def cut_sections(text: str) -> tuple[Section, ...]:
    """Cut a valid TOML text; blank lines and a comment right above a header go with the header.

    Args:
        text: Must be valid TOML.
    """
    lines = text.splitlines(keepends=True)
    headers = [at for at, begins in enumerate(_header_lines(lines)) if begins]
    starts = []
    for header in headers:
        start = header
        while start > 0 and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        while start > 0 and not lines[start - 1].strip():
            start -= 1
        starts.append(start)
    ends = [*starts, len(lines)]
    sections = [Section(ROOT, "".join(lines[: ends[0]]))]
    for number, header in enumerate(headers):
        name = next(iter(tomllib.loads(lines[header])))
        sections.append(Section(name, "".join(lines[starts[number] : ends[number + 1]])))
    return tuple(sections)


def _header_lines(lines: list[str]) -> Iterator[bool]:
    """Say of each line whether it is a header, and not a line of a text or a list that goes over several lines."""
    inside, depth = "", 0
    for line in lines:
        yield not inside and depth == 0 and line.lstrip().startswith("[")
        header = not inside and depth == 0 and line.lstrip().startswith("[")
        at = 0
        while at < len(line):
            if inside:
                if inside[0] == '"' and line[at] == "\\":
                    at += 2
                    continue
                if line.startswith(inside, at):
                    at += len(inside)
                    while len(inside) == 3 and at < len(line) and line[at] == inside[0]:  # noqa: PLR2004 - up to two quotes more
                        at += 1
                    inside = ""
                    continue
                at += 1
                continue
            character = line[at]
            if character == "#":
                break
            if character in "\"'":
                inside = next((each for each in _OPENERS if line.startswith(each, at)), character)
                at += len(inside)
                continue
            if not header:
                depth += (character in "[{") - (character in "]}")
            at += 1
