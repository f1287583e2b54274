"""Where values lie along an axis, and which round numbers are written on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

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
        """Give the place of a value, from 0 at the beginning to 1 at the end; a single value stands in the middle."""
        length = self.high - self.low
        if not length:
            return 0.5
        return min(1.0, max(0.0, (bounded(value) - self.low) / length))

    def place(self, value: float, places: int) -> int:
        """Give the number of the place, of so many from 0 on, that a value falls on."""
        return round(self.share(value) * (places - 1))

    def text(self, tick: float) -> str:
        """Write a tick, with as many decimals as the step needs."""
        if tick and max(abs(tick), self.step) >= 10**_THOUSANDS:
            return f"{tick:.6g}"
        return f"{tick:.{max(0, -_exponent(self.step))}f}"


def bounded(value: float) -> float:
    """Keep a value to what can be drawn."""
    return min(LARGEST, max(-LARGEST, value))


def scale_over(values: Iterable[float]) -> Scale:
    """Make an axis from the least to the greatest of some values, without ticks.

    Args:
        values: What is not a finite number is passed over.
    """
    finite = [bounded(value) for value in values if isfinite(value)]
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
    """Give the power of ten of a step that is 1, 2, or 5 times one."""
    return floor(log10(step) + LEAST_SHARE)
