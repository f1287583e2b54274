"""What the user wants, told to the program by a screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from coach.domain.sitting import Sitting
from coach.domain.unfinished import UnfinishedText
from coach.settings import Settings
from coach.settings_file import Value
from coach.ui.habits import Habits
from coach.ui.pending import Pending
from coach.ui.places import Place

if TYPE_CHECKING:  # the first screen needs none of it
    from coach.practice.running_sitting import RunningSitting


@dataclass
class QuestionChosen(Message):
    """The user wants to answer a question aloud."""

    question_id: str
    """The question."""
    today: bool = False
    """Whether it is part of today's session, so that the next one is, too."""


@dataclass
class TypingChosen(Message):
    """The user wants to answer a question by typing."""

    question_id: str
    """The question."""
    unfinished: UnfinishedText | None = None
    """What was typed of the answer before; None for a new one."""


@dataclass
class AnswerGiven(Message):
    """An answer is there and wants to be assessed."""

    pending: Pending
    """The answer, with what its assessment needs."""


@dataclass
class NextChosen(Message):
    """The user wants the question that follows in the bank."""

    question_id: str
    """The question that was just answered."""


@dataclass
class PlaceChosen(Message):
    """The user wants to go somewhere."""

    place: Place
    """Where."""
    about: str = ""
    """The attempt or the question that the place is about, where it is about one."""


@dataclass
class AttemptChosen(Message):
    """The user wants to see one earlier attempt."""

    attempt_id: str
    """The attempt."""


@dataclass
class FluencyChosen(Message):
    """The user wants to speak for a minute without fillers."""

    question_id: str
    """What to speak about."""


@dataclass
class SittingChosen(Message):
    """The user wants to begin a mock interview or a drill, or to go on with one."""

    sitting: Sitting
    """As it was chosen, or as it was left."""


@dataclass
class NextAskWanted(Message):
    """A question of a sitting is over."""

    running: "RunningSitting"
    """The sitting."""


@dataclass
class DebriefChosen(Message):
    """The user wants to see what a sitting was worth."""

    sitting_id: str
    """The sitting."""


@dataclass
class SettingsChanged(Message):
    """The user changed the settings, and the file holds them already."""

    settings: Settings
    """As they are from now on."""


@dataclass
class HabitsChanged(Message):
    """The user wants questions to be put in another way."""

    habits: Habits
    """How from now on."""


@dataclass
class SettingWanted(Message):
    """The user wants a setting to be something else."""

    table: str
    """For instance `screen`."""
    key: str
    """For instance `theme`."""
    value: Value | None
    """What it is to be; None for the program's own."""
