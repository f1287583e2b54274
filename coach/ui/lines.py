"""What is drawn line by line: texts of people, never markup, and rows whose columns line up at every width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from coach import plain as texts

GAP = 2
"""Cells between two columns."""

_NOTHING = Content("")


def plain(text: str, style: str = "") -> Content:
    """Make content of a text from a person, on one line and with control characters made visible.

    Args:
        text: Any text.
        style: A style for all of it, such as `$primary bold`.
    """
    return Content.styled(texts.plain(text), style)


def as_written(text: str) -> Content:
    """Make content of a program: its lines and their indents stay, control characters become visible."""
    return Content("\n".join(texts.visible(line.expandtabs(4)) for line in text.splitlines()))


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row."""

    content: Content
    """What it shows."""
    width: int | None = None
    """Cells, with an ellipsis where the content is wider; None takes what the others leave, and wraps."""
    right: bool = False
    """Whether it is set flush right."""


def row(width: int, columns: Sequence[Column]) -> Content:
    """Set columns side by side; as many lines as the column without a width needs.

    Args:
        width: Cells of the whole row.
        columns: From left to right; at most one without a width.
    """
    fixed = sum(column.width or 0 for column in columns) + GAP * (len(columns) - 1)
    rest = max(1, width - fixed)
    stacks = [
        column.content.wrap(rest) if column.width is None else [column.content.truncate(column.width, ellipsis=True)]
        for column in columns
    ]
    lines = []
    for pieces in zip_longest(*stacks, fillvalue=_NOTHING):
        cells = [
            _set(piece, rest if column.width is None else column.width, right=column.right)
            for piece, column in zip(pieces, columns, strict=True)
        ]
        lines.append(Content(" " * GAP).join(cells))
    return Content("\n").join(lines)


def _set(content: Content, width: int, *, right: bool) -> Content:
    space = Content(" " * max(0, width - content.cell_length))
    return space + content if right else content + space


class Fitted(Visual):
    """Content that is made anew for each width it is shown at."""

    def __init__(self, build: Callable[[int], Content]) -> None:
        """Remember how to make the content.

        Args:
            build: Makes the content for a number of cells; always the same for the same number.
        """
        self._build = build
        self._width = -1
        self._content = _NOTHING

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the content for this width."""
        return self._built(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - the protocol's
        """Take all the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines that the content takes at this width."""
        return self._built(width).get_height(rules, width)

    def _built(self, width: int) -> Content:
        if width != self._width:
            self._width, self._content = width, self._build(width)
        return self._content
