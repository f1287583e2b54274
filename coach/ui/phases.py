"""What is going on while a question is practised, and what can be done then."""

from collections.abc import Mapping
from enum import Enum, auto


class Phase(Enum):
    """What is going on."""

    READING = auto()
    """The question is read aloud, or the voice is being prepared."""
    THINKING = auto()
    """Thinking time runs; recording starts at its end."""
    READY = auto()
    """Everything waits for Space."""
    STARTING = auto()
    """The microphone is being opened."""
    RECORDING = auto()
    """Sound comes in."""
    DONE = auto()
    """The answer was handed on."""


WAITING = (Phase.READING, Phase.THINKING, Phase.READY)
"""Before the recording."""

ALLOWED: Mapping[str, tuple[Phase, ...]] = {
    "start": WAITING,
    "stop": (Phase.RECORDING,),
    "repeat": WAITING,
    "mute": WAITING,
    "think": WAITING,
    "type": WAITING,
    "back": (*WAITING, Phase.STARTING),
    "abandon": (Phase.RECORDING,),
    "start_over": (Phase.RECORDING,),
}
"""In which phases an action makes sense; others always do."""
