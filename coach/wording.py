"""How numbers of things, times and dates are written, in every text that a person reads."""

from datetime import datetime

_MINUTE = 60


def plural(number: int, one: str, several: str = "") -> str:
    """Return the form that goes with a number: `is` or `are`, `answer` or `answers`.

    Args:
        number: How many.
        one: The form for one.
        several: The form for any other number; empty adds an s to the first.
    """
    return one if number == 1 else several or f"{one}s"


def count(number: int, one: str, several: str = "") -> str:
    """Return how many there are: `no answers`, `1 attempt`, `2 copies`, `1,200 labels`; see `plural`.

    Args:
        number: How many.
        one: What one is called.
        several: What several are called; empty adds an s.
    """
    return f"{f'{number:,}' if number else 'no'} {plural(number, one, several)}"


def clock(seconds: float) -> str:
    """Write a moment of a recording, or the length of one, as minutes and seconds, cut to whole seconds: `0:07`."""
    minutes, rest = divmod(int(max(0.0, seconds)), _MINUTE)
    return f"{minutes}:{rest:02d}"


def day_and_time(moment: datetime, *, year: bool = True) -> str:
    """Return when something was, in the time zone of this machine: `1 Mar 2026 09:00`."""
    return f"{day(moment, year=year)} {moment.astimezone():%H:%M}"


def day(moment: datetime, *, year: bool = True) -> str:
    """Return on which day something was, in the time zone of this machine: `1 Mar 2026`."""
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y}" if year else f"{local.day} {local:%b}"
