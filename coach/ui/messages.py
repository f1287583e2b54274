"""The facts that screens and workers tell each other, one message each."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.message import Message

from coach.domain.attempt import Attempt, AttemptSummary
from coach.domain.progress import Found, Missed, Progress
from coach.domain.recording import Samples, UnfinishedRecording
from coach.errors import CoachError
from coach.practice.assess import Step
from coach.settings import Settings
from coach.ui.habits import Habits
from coach.ui.pending import Pending
from coach.ui.places import Place


@dataclass
class QuestionChosen(Message):
    """The user wants to answer a question aloud."""

    question_id: str
    """The question."""


@dataclass
class TypingChosen(Message):
    """The user wants to answer a question by typing."""

    question_id: str
    """The question."""


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
    """The attempt that the place is about, where it is about one."""


@dataclass
class AttemptChosen(Message):
    """The user wants to see one earlier attempt."""

    attempt_id: str
    """The attempt."""


class AttemptKept(Message):
    """An attempt was added to the history."""


@dataclass
class StepTaken(Message):
    """The assessment came one step further."""

    step: Step
    """What is known now."""


@dataclass
class AttemptLoaded(Message):
    """An earlier attempt was read from the history."""

    attempt: Attempt
    """The attempt."""


@dataclass
class LatestLoaded(Message):
    """The last attempt at each question was read from the history."""

    latest: Mapping[str, AttemptSummary]
    """By question id."""


@dataclass
class AttemptsLoaded(Message):
    """One more batch of the history was read."""

    attempts: tuple[AttemptSummary, ...]
    """Newest first, older than all batches before; empty at the end."""


@dataclass
class UnfinishedFound(Message):
    """Recordings were found that nobody assessed."""

    recordings: tuple[UnfinishedRecording, ...]
    """At least one."""


@dataclass
class MicrophoneMissing(Message):
    """There is nothing to record with."""

    error: CoachError
    """What is missing and what to do."""


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
class SoundLoaded(Message):
    """The recording of an attempt was read."""

    peaks: Samples
    """Its outline."""


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
class PairLoaded(Message):
    """Two attempts at one question were read."""

    earlier: Attempt | None
    """The earlier one; None where there is none."""
    later: Attempt
    """The later one."""
    choices: int
    """Earlier attempts that can be chosen from."""


@dataclass
class MissedLoaded(Message):
    """The key points that are missed again and again were read from the history."""

    missed: tuple[Missed, ...]
    """In no order."""


@dataclass
class AttemptsFound(Message):
    """A search has come to its end."""

    wanted: str
    """What was searched for."""
    found: tuple[Found, ...]
    """Newest first."""


@dataclass
class ProgressLoaded(Message):
    """Days and weeks of practice were added up."""

    place: int
    """Which of the things that can be looked at."""
    progress: Progress
    """The sums."""
