"""Lines over an axis of time, drawn in dots of which each cell has two by four."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, floor, isfinite, log10

from textual.content import Content
from textual.widget import Widget

LARGEST = 1e300
"""What lies beyond is drawn at it: differences of larger numbers are too large for a float."""

LEAST_SHARE = 1e-9
"""Of the larger end, so much is the least length of an axis: ticks closer together would be the same number."""

LEAST_LENGTH = 1e-9
"""The least length of an axis around 0."""

STEPS = (1, 2, 5)
"""What a round step begins with."""

FEWEST_STEPS = 2
"""From one tick to another; with a single step no axis has 0 inside."""

_THOUSANDS = 6
"""Digits from which a number is written with its power of ten."""

DOTS_ACROSS, DOTS_DOWN = 2, 4
"""Dots of a cell of braille."""

ROWS_A_STEP = 2
"""Rows from one number of the vertical axis to the next, at least, so that they do not crowd."""

LEAST_WIDTH = 8
"""Cells across from which lines are worth an axis beside them."""

LEAST_HEIGHT = 4
"""Rows from which lines are worth an axis below them, which takes two."""

POINT = "●"
"""A value alone on its line."""

_BRAILLE = 0x2800

_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Of a cell's dots, by column and row."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis of a chart."""

    low: float
    """Value at its beginning."""
    high: float
    """Value at its end; more than `low`, or the same where there is a single value."""
    ticks: tuple[float, ...] = ()
    """Values that are written on it, in order."""
    step: float = 1.0
    """From one tick to the next."""

    def share(self, value: float) -> float:
        """Return the place of a value, from 0 at the beginning to 1 at the end; a single value stands in the middle."""
        length = self.high - self.low
        if not length:
            return 0.5
        return min(1.0, max(0.0, (_bounded(value) - self.low) / length))

    def place(self, value: float, places: int) -> int:
        """Return the number of the place, of so many from 0 on, that a value falls on."""
        return round(self.share(value) * (places - 1))

    def text(self, tick: float) -> str:
        """Write a tick, with as many decimals as the step needs."""
        if tick and max(abs(tick), self.step) >= 10**_THOUSANDS:
            return f"{tick:.6g}"
        return f"{tick:.{max(0, -_exponent(self.step))}f}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart."""

    xs: Sequence[float]
    """From left to right."""
    ys: Sequence[float]
    """As many as `xs`; the line has a gap at what is not a finite number."""
    colour: str = "primary"
    """The name of a colour of the theme."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a chart shows."""

    lines: tuple[Line, ...]
    """In the order in which they are drawn."""
    y_range: tuple[float, float]
    """What the vertical axis covers at least; lines, levels and the next round numbers are on it anyway."""
    x_ticks: tuple[tuple[float, str], ...] = ()
    """Where the horizontal axis is written on, and what."""
    levels: tuple[float, ...] = ()
    """Values marked by a level line, such as the ends of a quiet zone; each is written at the end of its line."""


@dataclass(frozen=True, slots=True)
class _Tick:
    """A place on the horizontal axis with its text."""

    column: int
    """Of the tick."""
    start: int
    """Column that the text begins in."""
    text: str
    """What is written there."""


class Chart(Widget):
    """A chart; its rows are kept until it shows something else or its size or the theme changes."""

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
        self.refresh()

    def render(self) -> Content:
        """Draw it at the size that it has."""
        return Content("") if self._picture is None else draw_chart(self._picture, *self.content_size)


class _Canvas:
    """Cells that lines are drawn on."""

    def __init__(self, width: int, height: int, x: Scale, y: Scale) -> None:
        self._width, self._height = width, height
        self._x, self._y = x, y
        self._bits = [[0] * width for _ in range(height)]
        self._marks = [[""] * width for _ in range(height)]
        self._colours = [[""] * width for _ in range(height)]
        self._levels = [0] * height
        self._level_texts: dict[int, str] = {}

    def draw_level(self, level: float, text: str) -> None:
        """Draw a level line behind all others, one dot a cell, with what it is at its end.

        Args:
            level: Its value.
            text: What is written at its right end, or at its left one where something is drawn over the other; empty
                for nothing.
        """
        row, dot = divmod(self._down(level), DOTS_DOWN)
        self._levels[row] |= _BITS[0][dot]
        if text:
            self._level_texts[row] = text

    def draw_line(self, line: Line) -> None:
        """Draw a line over what is there already."""
        known = zip(line.xs, line.ys, strict=True)
        for whole, group in groupby(known, lambda each: isfinite(each[0]) and isfinite(each[1])):
            if not whole:
                continue
            dots = [(self._x.place(x, self._width * DOTS_ACROSS), self._down(y)) for x, y in group]
            for dot in _joined(dots):
                self._dot(*dot, line.colour)
            if len(dots) == 1:
                self._mark(*dots[0], line.colour)

    def rows(self) -> Iterator[Content]:
        """Yield what is drawn, row by row."""
        texts = (self._level_texts.get(row, "") for row in range(self._height))
        for level, marks, bits, colours in zip(self._levels, self._marks, self._bits, self._colours, strict=True):
            behind = _braille(level)
            signs = [mark or (_braille(bit) if bit else behind) for mark, bit in zip(marks, bits, strict=True)]
            if text := next(texts):
                self._write(text, signs, [bool(mark or bit) for mark, bit in zip(marks, bits, strict=True)])
            yield _coloured(zip((colour or "quiet" for colour in colours), signs, strict=True))

    def _write(self, text: str, signs: list[str], drawn: list[bool]) -> None:
        """Write what a level is where no line goes: at its right end, or else at its left one."""
        room = len(text) + 1
        for start, end, written in ((self._width - room, self._width, f" {text}"), (0, room, f"{text} ")):
            if room < self._width and not any(drawn[start:end]):
                signs[start:end] = written
                return

    def _down(self, y: float) -> int:
        places = self._height * DOTS_DOWN
        return places - 1 - self._y.place(y, places)

    def _dot(self, across: int, down: int, colour: str) -> None:
        (column, bit_column), (row, bit_row) = divmod(across, DOTS_ACROSS), divmod(down, DOTS_DOWN)
        self._bits[row][column] |= _BITS[bit_column][bit_row]
        if not self._marks[row][column]:
            self._colours[row][column] = colour

    def _mark(self, across: int, down: int, colour: str) -> None:
        column, row = across // DOTS_ACROSS, down // DOTS_DOWN
        self._marks[row][column] = POINT
        self._colours[row][column] = colour


def _bounded(value: float) -> float:
    """Keep a value to what can be drawn."""
    return min(LARGEST, max(-LARGEST, value))


def scale_over(values: Iterable[float]) -> Scale:
    """Make an axis from the least to the greatest of some values, without ticks.

    Args:
        values: What is not a finite number is passed over.
    """
    finite = [_bounded(value) for value in values if isfinite(value)]
    return Scale(min(finite, default=0.0), max(finite, default=0.0))


def round_scale(values: Iterable[float], most_steps: int) -> Scale:
    """Make an axis that begins and ends with round numbers: 1, 2, or 5 times a power of ten apart.

    Args:
        values: What must be on it; what is not a finite number is passed over.
        most_steps: From one tick to the next; at least two are used.
    """
    raw = scale_over(values)
    low, high = _apart(raw.low, raw.high)
    steps = max(FEWEST_STEPS, most_steps)
    exponent = floor(log10((high - low) / steps))
    while True:
        for each in STEPS:
            step = _times_ten_to(each, exponent)
            first, last = floor(low / step), ceil(high / step)
            if last - first <= steps:
                ticks = tuple(_times_ten_to(each * number, exponent) for number in range(first, last + 1))
                return Scale(ticks[0], ticks[-1], ticks, step)
        exponent += 1


def _apart(low: float, high: float) -> tuple[float, float]:
    """Move the ends of an axis apart where all values are the same, or nearly."""
    size = max(abs(low), abs(high))
    if high - low > max(LEAST_LENGTH, LEAST_SHARE * size):
        return low, high
    if size <= LEAST_LENGTH:
        return low, 1.0
    return min(low, 0.0), max(high, 0.0)


def _times_ten_to(number: int, exponent: int) -> float:
    """Multiply by a power of ten; the nearest float, so that 3 tenths are 0.3."""
    return number / 10**-exponent if exponent < 0 else float(number * 10**exponent)


def _exponent(step: float) -> int:
    """Return the power of ten of a step that is 1, 2, or 5 times one."""
    return floor(log10(step) + LEAST_SHARE)


def draw_chart(picture: Picture, width: int, height: int) -> Content:
    """Draw lines with a vertical axis on their left and a horizontal one below, where there is room for axes.

    Args:
        picture: What to draw.
        width: Cells across.
        height: Rows.
    """
    if width < 1 or height < 1:
        return Content("")
    below = 2 if height >= LEAST_HEIGHT else 0
    rows = height - below
    y = round_scale(
        [*picture.y_range, *picture.levels, *(each for line in picture.lines for each in line.ys)],
        (rows - 1) // ROWS_A_STEP,
    )
    labels = _labels_beside(y, rows)
    beside = max(len(text) for text in labels.values()) + 2
    if width < beside + LEAST_WIDTH:
        labels, beside = {}, 0
    x = scale_over([*(tick for tick, _ in picture.x_ticks), *(each for line in picture.lines for each in line.xs)])
    canvas = _Canvas(width - beside, rows, x, y)
    for level in picture.levels:
        canvas.draw_level(level, "" if level in y.ticks else f"{level:g}")
    for line in picture.lines:
        canvas.draw_line(line)
    margins = [_margin(labels.get(row, ""), beside) for row in range(rows)]
    drawn = [margin + cells for margin, cells in zip(margins, canvas.rows(), strict=True)]
    if below:
        drawn += _axis_below(_placed_ticks(picture.x_ticks, x, beside, width), beside, width)
    return Content("\n").join(drawn)


def _joined(dots: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the dots of straight lines from each to the next, the ends among them."""
    yield dots[0]
    for (x, y), (to_x, to_y) in pairwise(dots):
        steps = max(abs(to_x - x), abs(to_y - y))
        for step in range(1, steps + 1):
            yield x + round((to_x - x) * step / steps), y + round((to_y - y) * step / steps)


def _labels_beside(scale: Scale, rows: int) -> dict[int, str]:
    """Return what is written on the vertical axis, by the row that its value falls on."""
    places = rows * DOTS_DOWN
    return {(places - 1 - scale.place(tick, places)) // DOTS_DOWN: scale.text(tick) for tick in scale.ticks}


def _margin(label: str, width: int) -> Content:
    if not width:
        return Content("")
    return Content.styled(f"{label.rjust(width - 2)} {'┤' if label else '│'}", "$quiet")


def _placed_ticks(ticks: Sequence[tuple[float, str]], x: Scale, beside: int, width: int) -> tuple[_Tick, ...]:
    """Set texts below their ticks; where they do not all fit, every second one is left out, or every third ..."""
    placed = []
    for tick, text in ticks:
        column = beside + x.place(tick, (width - beside) * DOTS_ACROSS) // DOTS_ACROSS
        if len(text) <= width:
            placed.append(_Tick(column, min(width - len(text), max(0, column - len(text) // 2)), text))
    for stride in range(1, len(placed) + 1):
        chosen = placed[::stride]
        if all(one.start + len(one.text) < next_one.start for one, next_one in pairwise(chosen)):
            return tuple(chosen)
    return ()


def _axis_below(ticks: Sequence[_Tick], beside: int, width: int) -> tuple[Content, Content]:
    """Draw the horizontal axis and what is written below it."""
    axis = list(" " * (beside - 1) + "└" if beside else "")
    axis += "─" * (width - beside)
    texts = ""
    for tick in ticks:
        axis[tick.column] = "┬"
        texts = texts.ljust(tick.start) + tick.text
    return Content.styled("".join(axis), "$quiet"), Content.styled(texts, "$quiet")


def _coloured(cells: Iterable[tuple[str, str]]) -> Content:
    """Set cells side by side, those of one colour together."""
    runs = ((colour, "".join(sign for _, sign in run)) for colour, run in groupby(cells, lambda cell: cell[0]))
    return Content.assemble(*((text, f"${colour}") for colour, text in runs))


def _braille(bits: int) -> str:
    return chr(_BRAILLE + bits) if bits else " "
