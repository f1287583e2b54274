"""Rows whose columns line up at every width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

GAP = 2
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row."""

    content: Content
    """What it shows; cut with an ellipsis where it does not fit."""
    width: int | None = None
    """Cells; None takes what the others leave, and only one column of a row may."""
    right: bool = False
    """Whether it is set flush right."""


def row(width: int, columns: Sequence[Column]) -> Content:
    """Set columns side by side.

    Args:
        width: Cells of the whole row.
        columns: From left to right.
    """
    fixed = sum(column.width or 0 for column in columns) + GAP * (len(columns) - 1)
    cells: list[Content] = []
    for place, column in enumerate(columns):
        cells_wide = column.width if column.width is not None else max(0, width - fixed)
        content = column.content.truncate(cells_wide, ellipsis=True)
        space = Content(" " * (cells_wide - content.cell_length))
        cells += [space, content] if column.right else [content, space]
        if place < len(columns) - 1:
            cells.append(Content(" " * GAP))
    return Content("").join(cells)


class Fitted(Visual):
    """Content that is made anew for each width it is shown at."""

    def __init__(self, build: Callable[[int], Content]) -> None:
        """Remember how to make the content.

        Args:
            build: Makes the content for a number of cells.
        """
        self._build = build

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the content for this width."""
        return self._build(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Take all the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Give the lines that the content takes at this width."""
        return self._build(width).get_height(rules, width)
