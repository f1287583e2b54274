"""The comparison of judges as a table for people."""

from collections.abc import Sequence

from coach.bench.judge_table import NAMES, Section, Table
from coach.plain import plain

NONE = "-"
"""Shown where there is nothing to divide by."""

DIGITS = {"spans": 0, "triples": 0, "good_above_wrong": 0, "in_order": 0, "milliseconds": 1}
"""Digits after the point of those figures that are no shares."""

SHARE_DIGITS = 3
"""Digits after the point of all others."""


def table_as_text(table: Table) -> str:
    """Write one block a set, then the remarks."""
    blocks = [_block(section, table.systems) for section in table.sections]
    remarks = "\n".join(plain(remark) for remark in table.remarks)
    return "\n\n".join([*blocks, remarks] if remarks else blocks)


def _block(section: Section, systems: Sequence[str]) -> str:
    size = f"{section.cases} answers"
    if section.points is not None:
        size += f", {section.points} labelled points"
    lines = [f"{plain(section.title)} ({size})", _line("", systems)]
    for row in section.rows:
        digits = DIGITS.get(row.key, SHARE_DIGITS)
        lines.append(_line(NAMES[row.key], [NONE if cell is None else f"{cell:.{digits}f}" for cell in row.cells]))
    return "\n".join(lines)


def _line(name: str, cells: Sequence[str]) -> str:
    return f"  {name:<42}" + "".join(f"{cell:>14}" for cell in cells)
