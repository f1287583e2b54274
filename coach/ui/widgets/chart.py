"""Lines over time, drawn by plotext in the colours of the theme."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.color import Color
from textual_plotext import PlotextPlot


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart."""

    label: str
    """What it shows; empty for none."""
    xs: Sequence[float]
    """From left to right."""
    ys: Sequence[float]
    """As many as `xs`."""
    colour: str = "primary"
    """The name of a colour of the theme."""
    marker: str = "braille"
    """What plotext draws it with."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a chart shows."""

    lines: tuple[Line, ...]
    """In the order in which they are drawn."""
    y_range: tuple[float, float]
    """Least and greatest value of the axis."""
    x_ticks: tuple[tuple[float, str], ...] = ()
    """Where the horizontal axis is written on, and what."""
    levels: tuple[float, ...] = field(default=())
    """Values marked by a level line, such as the ends of a quiet zone."""


class Chart(PlotextPlot):  # type: ignore[misc]  # textual-plotext has no types that mypy sees
    """A chart; drawn anew when the theme changes."""

    DEFAULT_CSS = "Chart { height: 9; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        """Show nothing yet."""
        super().__init__(id=id)
        self._picture: Picture | None = None

    def show(self, picture: Picture) -> None:
        """Show something.

        Args:
            picture: Its lines may have a single value, which is then a dot.
        """
        self._picture = picture
        self._draw()

    def _register_theme(self, app_theme_name: str) -> None:
        super()._register_theme(app_theme_name)
        self._draw()

    def _draw(self) -> None:
        picture, plot = self._picture, self.plt
        if picture is None:
            return
        plot.clear_figure()
        plot.frame(False)
        plot.grid(False, False)
        plot.ylim(*picture.y_range)
        for level in picture.levels:
            plot.hline(level, self._rgb("quiet"))
        for line in picture.lines:
            single = len(line.xs) == 1
            draw = plot.scatter if single else plot.plot
            draw(
                list(line.xs), list(line.ys), label=line.label or None, color=self._rgb(line.colour), marker=line.marker
            )
        if picture.x_ticks:
            places, texts = zip(*picture.x_ticks, strict=True)
            plot.xticks(list(places), list(texts))
        self.refresh()

    def _rgb(self, colour: str) -> tuple[int, int, int]:
        return Color.parse(self.app.theme_variables[colour]).rgb
