"""What is worth saying about a recording while it runs, and why it ended."""

from typing import Protocol

from coach.domain.recording import Level, LevelWarning
from coach.report.moments import clock
from coach.ui.phrases import count
from coach.ui.widgets.notice import Notice, Weight

ASK_FROM_SECONDS = 1.0
"""A shorter recording is dropped without asking."""


LITTLE_ROOM_SECONDS = 120.0
"""From here on the room on the disk is worth a word: the longest answer of most questions, and some time to act."""


class Watched(Protocol):
    """What is looked at."""

    @property
    def elapsed(self) -> float:
        """Seconds of sound so far."""
        ...

    @property
    def running(self) -> bool:
        """Whether sound is still coming in."""
        ...

    @property
    def dropped_blocks(self) -> int:
        """Blocks that the sound card lost."""
        ...

    @property
    def room_seconds(self) -> float:
        """Sound that the disk has room for, in seconds."""
        ...

    @property
    def problem(self) -> str:
        """What has gone wrong so far; empty when nothing has."""
        ...

    def level(self) -> Level:
        """How loud it is."""
        ...


def describe_take(notice: Notice, take: Watched) -> None:
    """Say what matters most: a problem, then the level, then lost sound.

    Args:
        notice: Where to say it.
        take: The recording.
    """
    warning = take.level().warning
    if take.problem:
        notice.say(take.problem, "", Weight.ERROR)
    elif warning is LevelWarning.SILENT:
        notice.say("Nothing is heard.", "Is the microphone muted, or is another one chosen?", Weight.WARNING)
    elif warning is LevelWarning.CLIPPING:
        notice.say("Too loud.", "Move back from the microphone or turn it down.", Weight.WARNING)
    elif take.room_seconds < LITTLE_ROOM_SECONDS:
        room = f"The disk has room for {clock(take.room_seconds)} more sound."
        notice.say(room, "Free some space; what does not fit stays in memory until then.", Weight.WARNING)
    elif take.dropped_blocks:
        lost = count(take.dropped_blocks, "piece")
        notice.say(f"{lost} of sound lost.", "The machine is too busy; close other programs.", Weight.WARNING)
    else:
        notice.say("")


def why_over(take: Watched, limit: float) -> str:
    """Say why a recording ended by itself; empty while it goes on.

    Args:
        take: The recording.
        limit: Seconds after which it is stopped.
    """
    if take.elapsed >= limit:
        return f"The recording stopped at its limit of {clock(limit)}."
    return "" if take.running else f"{take.problem} What you said until then was kept.".strip()


def worth_asking(take: Watched) -> bool:
    """Whether so much was recorded that nobody should lose it by one key."""
    return take.elapsed >= ASK_FROM_SECONDS
