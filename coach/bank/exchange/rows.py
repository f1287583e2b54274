"""A text as rows of cells, each with the line that it begins on, whatever stands between the cells."""

from collections import Counter
from dataclasses import dataclass

SEPARATORS = ("\t", ";", ",", "|")
"""What may stand between cells where nothing says so; earlier ones win where two are equally likely."""
SAMPLE = 200_000
"""Characters at the beginning of a text that are looked at to find out what stands between its cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    line: int
    """Where it begins, from 1."""
    cells: tuple[str, ...]
    """As they stand, without the quotes around them."""

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


def split_rows(text: str, separator: str, line: int = 1) -> tuple[Row, ...]:
    """Split a text into rows.

    A cell in double quotes may hold separators, line breaks, and quotes that are doubled. A quote that is never closed,
    or closed in the middle of a cell, is a character as any other: it costs its own cell and no other one.

    Args:
        text: Lines end with a line feed.
        separator: What stands between cells.
        line: Number of the first line.
    """
    rows: list[Row] = []
    at = 0
    while at < len(text):
        start, began, cells = at, line, []
        while True:
            cell, at = _cell(text, at, separator)
            cells.append(cell)
            if not text.startswith(separator, at):
                break
            at += len(separator)
        at = min(at + 1, len(text))
        line += text.count("\n", start, at)
        rows.append(Row(began, tuple(cells)))
    return tuple(rows)


def find_separator(text: str, names: frozenset[str], default: str, choices: tuple[str, ...] = SEPARATORS) -> str:
    """Find out what stands between the cells of a text.

    Rows of equal width, first cells that ask something, well-formed quotes and a header speak for a separator; a space
    behind it speaks against it, as prose has one there.

    Args:
        text: The text.
        names: What columns are called, in small letters.
        default: What to take where nothing separates cells.
        choices: What may.
    """
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    likely = max(choices, key=lambda choice: (_likelihood(sample, choice, names), -choices.index(choice)))
    return likely if _likelihood(sample, likely, names) > 0 else default


def evenness(text: str, separator: str) -> float:
    """Give the share of rows that are as wide as most are; 0 where most have one cell."""
    rows = [row for row in split_rows(text[:SAMPLE], separator) if not row.is_blank]
    width, count = _usual_width(rows)
    return count / len(rows) if width > 1 else 0.0


def _likelihood(text: str, separator: str, names: frozenset[str]) -> float:
    rows = [row for row in split_rows(text, separator) if not row.is_blank]
    width, count = _usual_width(rows)
    if width < 2:  # noqa: PLR2004 - question and answer
        return 0.0
    later = [cell for row in rows for cell in row.cells[1:]]
    tight = sum(1 for cell in later if not cell.startswith(" ")) / len(later)
    known = sum(1 for cell in rows[0].cells if cell.strip().lower() in names)
    asking = sum(1 for row in rows if row.cells[0].rstrip().endswith("?")) / len(rows)
    stray = sum(1 for row in rows if any(cell.count('"') % 2 for cell in row.cells)) / len(rows)
    header = 5.0 if known >= 2 else 0.0  # noqa: PLR2004 - one name alone may be chance
    return header + 4.0 * count / len(rows) + 2.0 * tight + 2.0 * asking - 3.0 * stray + 0.25 * min(width, 4)


def _usual_width(rows: list[Row]) -> tuple[int, int]:
    widths = Counter(len(row.cells) for row in rows)
    return max(((width, count) for width, count in widths.items()), key=lambda each: (each[1], each[0]), default=(0, 0))


def _cell(text: str, at: int, separator: str) -> tuple[str, int]:
    """Give a cell and where it ends."""
    quoted = _quoted(text, at, separator)
    if quoted is not None:
        return quoted
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    cut = text.find(separator, at, end)
    end = end if cut < 0 else cut
    return text[at:end], end


def _quoted(text: str, at: int, separator: str) -> tuple[str, int] | None:
    start = _past_spaces(text, at)
    if not text.startswith('"', start):
        return None
    end = start + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return None
        if not text.startswith('""', end):
            break
        end += 2
    after = _past_spaces(text, end + 1)
    if after == len(text) or text[after] == "\n" or text.startswith(separator, after):
        return text[start + 1 : end].replace('""', '"'), after
    return None


def _past_spaces(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at
