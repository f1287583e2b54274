"""Lines under headings, for a screen and for a terminal without colour alike."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from coach.plain import visible

LEAST_WIDTH = 30
"""Columns; narrower, nothing could be read."""


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines under a heading."""

    heading: str
    """What they are about."""
    lines: tuple[str, ...]
    """At least one."""


def sections_as_text(sections: Iterable[Section], width: int) -> str:
    """Write sections one below the other, wrapped, with an empty line between them."""
    width = max(width, LEAST_WIDTH)
    blocks = []
    for section in sections:
        lines = [textwrap.fill(visible(line), width, subsequent_indent=_indent(line)) for line in section.lines]
        blocks.append("\n".join([section.heading, *lines]))
    return "\n\n".join(blocks)


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip()) + 2)
