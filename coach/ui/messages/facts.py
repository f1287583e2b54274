"""What has happened, told to whoever shows it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from coach.domain.attempt import Attempt
from coach.domain.damage import Damage
from coach.domain.rubric import Rubric
from coach.errors import CoachError
from coach.settings import Settings

if TYPE_CHECKING:  # the first screen needs none of it
    from coach.practice.running_sitting import RunningSitting


class AttemptKept(Message):
    """An attempt was added to the history."""


@dataclass
class HistoryDamaged(Message):
    """Something of the history could not be read; the rest could."""

    damage: Damage
    """What could not."""


@dataclass
class MicrophoneMissing(Message):
    """There is nothing to record with."""

    error: CoachError
    """What is missing and what to do."""


@dataclass
class MicrophoneFound(Message):
    """There is something to record with."""

    name: str
    """The device's name."""


@dataclass
class QuestionSpoken(Message):
    """The voice has begun to read the question."""

    wish: int
    """Which time of asking for it this was."""


class RecordingBegan(Message):
    """The microphone is open."""


@dataclass
class LateErrandFailed(Message):
    """Work whose screen is gone ended with an error."""

    error: CoachError
    """What happened and what to do."""


@dataclass
class ErrandFailed(Message):
    """Work in the background ended with an error."""

    errand: str
    """The name of the work."""
    error: CoachError
    """What happened and what to do."""


@dataclass
class SpeedChanged(Message):
    """Recordings are played at another speed."""

    speed: float
    """1.0 is as it was said."""


@dataclass
class AttemptRevised(Message):
    """The user put something right about an attempt, and it is saved."""

    attempt: Attempt
    """As it is now."""
    words_changed: bool
    """Whether its words are others, so that everything on the page is."""


@dataclass
class KeysWrong(Message):
    """Keys that the user chose cannot be used as they are."""

    problems: tuple[str, ...]
    """One sentence each."""


@dataclass
class SettingWritten(Message):
    """The settings screen wrote a setting to the file."""

    name: str
    """Which."""
    settings: Settings
    """All of them, as they are now."""


@dataclass
class RubricSaved(Message):
    """A question's rubric was changed in its file."""

    question_id: str
    """The question."""


@dataclass
class NextAskFound(Message):
    """It is known what comes next in a sitting."""

    running: "RunningSitting"
    """The sitting."""
    rubric: Rubric | None
    """The question to ask; None where all are done."""


@dataclass
class SittingFailed(Message):
    """What became of a sitting could not be kept."""

    error: CoachError
    """What happened and what to do."""


@dataclass
class StoryKept(Message):
    """An answer was made the model answer of its question."""

    path: Path
    """The question's file."""


@dataclass
class BankReloaded(Message):
    """The questions were read again."""
