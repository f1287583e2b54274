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


def whole_minutes(minutes: float) -> int:
    """Round minutes to whole ones, halves up, as a person would say them; a little is one minute."""
    return int(minutes + 0.5) or int(minutes > 0.0)


def about_minutes(minutes: float) -> str:
    """Return how long something takes, roughly: `about 3 minutes`."""
    return f"about {count(whole_minutes(minutes), 'minute')}"


def cut_at_word(text: str, most: int) -> str:
    """Shorten a text to at most so many characters; it ends with an ellipsis after a whole word where it was longer.

    Args:
        text: Any text.
        most: Characters, the ellipsis included; at least 1.
    """
    if len(text) <= most:
        return text
    kept = text[:most]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept else kept[: most - 1]}".rstrip(" ,;:.–-") + "…"


def day_and_time(moment: datetime, *, year: bool = True) -> str:
    """Return when something was, in the time zone of this machine: `1 Mar 2026 09:00`."""
    return f"{day(moment, year=year)} {moment.astimezone():%H:%M}"


def day(moment: datetime, *, year: bool = True) -> str:
    """Return on which day something was, in the time zone of this machine: `1 Mar 2026`."""
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y}" if year else f"{local.day} {local:%b}"
