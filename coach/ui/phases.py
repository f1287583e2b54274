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

WORDS: Mapping[Phase, tuple[str, str]] = {
    Phase.READING: ("The voice is being prepared", "Space starts your answer"),
    Phase.READY: ("Ready", "press Space and answer aloud"),
    Phase.STARTING: ("The microphone is being opened", ""),
    Phase.DONE: ("Stopped", ""),
}
"""What is going on, and what to do, where nothing more is to be said."""

SPEAKING = ("The question is read aloud", "Space starts your answer")
"""The same for READING, once the voice speaks."""

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
