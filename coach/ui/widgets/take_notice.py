"""What is worth saying about a recording while it runs."""

from typing import Protocol

from coach.domain.recording import Level, LevelWarning
from coach.ui.phrases import count
from coach.ui.widgets.notice import Notice, Weight


class Watched(Protocol):
    """What is looked at."""

    @property
    def dropped_blocks(self) -> int:
        """Blocks that the sound card lost."""
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
    elif take.dropped_blocks:
        lost = count(take.dropped_blocks, "piece")
        notice.say(f"{lost} of sound lost.", "The machine is too busy; close other programs.", Weight.WARNING)
    else:
        notice.say("")
