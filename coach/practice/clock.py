"""What the clock of an answer says, without any screen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from coach.settings import THINKING_CHOICES

USUAL_SECONDS = 60.0
"""The longest good answer to most questions, which the limit in the settings is meant for."""
MOST_SECONDS = 540.0
"""Longest recording, however long the answer may be; sound files of up to ten minutes can be read back."""

COUNTDOWN_SECONDS = 10
"""The seconds before the limit that are counted down."""


class Moment(StrEnum):
    """Where an answer's length lies in relation to the question's window."""

    BEFORE = "before"
    """Shorter than the shortest good answer."""
    INSIDE = "inside"
    """A good length."""
    AFTER = "after"
    """Longer than the longest good answer."""
    OVER = "over"
    """At the limit, where recording stops by itself."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of an answer at one moment."""

    elapsed: float
    """Seconds recorded so far."""
    moment: Moment
    """Where that lies in relation to the window and the limit."""
    countdown: int | None
    """Whole seconds left, rounded up, in the last ten before the limit; None earlier."""


def read_clock(elapsed: float, window: tuple[float, float], limit: float) -> Clock:
    """Read the clock of an answer.

    Args:
        elapsed: Seconds recorded so far.
        window: Shortest and longest good answer, in seconds; its ends belong to it.
        limit: Seconds after which recording stops by itself.
    """
    left = limit - elapsed
    countdown = max(0, ceil(left)) if left <= COUNTDOWN_SECONDS else None
    if left <= 0:
        moment = Moment.OVER
    elif elapsed < window[0]:
        moment = Moment.BEFORE
    else:
        moment = Moment.INSIDE if elapsed <= window[1] else Moment.AFTER
    return Clock(elapsed, moment, countdown)


def limit_for(window: tuple[float, float], limit: float) -> float:
    """Return after how many seconds the recording of an answer stops by itself.

    Args:
        window: Shortest and longest good answer, in seconds.
        limit: What the user chose, for answers of up to a minute; longer ones get as much more as they are longer.
    """
    return min(MOST_SECONDS, limit * max(1.0, window[1] / USUAL_SECONDS))


def thinking_left(begun: datetime, now: datetime, seconds: int) -> int:
    """Whole seconds of thinking time left, rounded up; never below 0.

    Args:
        begun: When the thinking time began.
        now: The time.
        seconds: Length of the thinking time.
    """
    return max(0, ceil(seconds - (now - begun).total_seconds()))


def next_thinking(seconds: int) -> int:
    """Return the next choice of thinking time, in seconds; after the last comes the first."""
    place = THINKING_CHOICES.index(seconds) if seconds in THINKING_CHOICES else -1
    return THINKING_CHOICES[(place + 1) % len(THINKING_CHOICES)]
