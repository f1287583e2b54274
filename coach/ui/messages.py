"""What screens, workers and the program tell each other, one message each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from coach.domain.attempt import Attempt, AttemptSummary, Unfinished, UnfinishedText
from coach.domain.damage import Damage
from coach.domain.progress import Found, Missed, Progress
from coach.domain.recording import Samples
from coach.domain.rubric import Rubric
from coach.domain.schedule import Agenda, DayStanding, Outlook, Return
from coach.domain.sitting import Debrief, Sitting
from coach.errors import CoachError
from coach.practice.answers import GivenAnswer
from coach.practice.habits import Habits
from coach.settings import Settings
from coach.settings_file import Value
from coach.ui.places import Place

if TYPE_CHECKING:  # the first screen needs none of it
    from coach.bank.update import Update
    from coach.practice.assess import Step
    from coach.practice.proposing import Proposal
    from coach.practice.running_sitting import RunningSitting
    from coach.practice.stored_answers import StoredAnswers
    from coach.practice.trial import Trial
    from coach.practice.what_if import Effect
    from coach.report.comparing import Comparison
    from coach.report.export_history import Exported


# What the user wants, told to the program by a screen.


@dataclass
class QuestionChosen(Message):
    """The user wants to answer a question aloud."""

    question_id: str
    """The question."""
    today: bool = False
    """Whether it is part of today's session, so that the next one is, too."""
    more: bool = False
    """Whether it comes after today's session, as what to go on with, so that the next one does, too."""


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

    given: GivenAnswer
    """The answer, with what its assessment needs."""
    filler_free: bool = False
    """Whether it was given in the drill without fillers."""


@dataclass
class AnswerRecovered(Message):
    """An answer that was left behind was read, and wants to be assessed."""

    given: GivenAnswer
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
    said: str = ""
    """What was searched for in it; empty where nothing was."""


@dataclass
class AnotherChosen(Message):
    """The user wants to go on with a drill, with another question."""

    question_id: str
    """The question that was just drilled, as it was asked."""
    filler_free: bool
    """Whether it was the drill without fillers; otherwise the id says to whom it was explained."""


@dataclass
class FluencyChosen(Message):
    """The user wants to speak for a minute without fillers."""

    question_id: str
    """What to speak about."""


@dataclass
class SittingChosen(Message):
    """The user wants to begin a mock interview or a drill, or to resume one."""

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


# What has happened, told to whoever shows it.


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


@dataclass
class KeysWrong(Message):
    """Keys that the user chose cannot be used as they are."""

    problems: tuple[str, ...]
    """One sentence each."""


@dataclass
class SettingWritten(Message):
    """A setting was changed for good: the file holds it."""

    name: str
    """Which, by table and key: `screen.theme`."""
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


# What was read, found or worked out in the background.


@dataclass
class StepTaken(Message):
    """The assessment came one step further."""

    step: "Step"
    """What is known now."""


@dataclass
class SoundKept(Message):
    """Sound that the disk had no room for was tried again."""

    attempt: Attempt
    """With the recording as it is now."""


@dataclass
class AttemptLoaded(Message):
    """An earlier attempt was read from the history."""

    attempt: Attempt
    """The attempt."""
    returns: Mapping[str, Return] | None
    """When each of its points comes back and why, by its id; None where that could not be found out."""
    again: Mapping[str, Attempt]
    """The last try at each point that was said again, by the point's id."""


@dataclass
class SaidAgain(Message):
    """A point that was said again is judged."""

    point_id: str
    """The point."""
    attempt: Attempt
    """At that point alone."""


@dataclass
class AnswersRead(Message):
    """The stored attempts of a question were read, and the judge is there."""

    answers: "StoredAnswers | None"
    """Judges them; None where there are none."""


@dataclass
class AnswersJudged(Message):
    """Some more stored attempts were judged."""

    turn: int
    """Which draft they were judged by."""
    done: int
    """So many."""
    total: int
    """Out of so many."""


@dataclass
class EffectKnown(Message):
    """What a draft of a rubric does was worked out."""

    turn: int
    """Which draft."""
    effect: "Effect"
    """What it does."""
    edited: bool
    """Whether it differs from what is saved."""


@dataclass
class AnswersRejudged(Message):
    """All stored attempts of a question were judged again and kept."""

    answers: int
    """So many attempts."""
    changes: int
    """So many verdicts are different now."""


@dataclass
class ProposalsMade(Message):
    """It was worked out what the labels suggest."""

    proposals: "tuple[Proposal, ...]"
    """The best first; may be empty."""
    labels: int
    """So many labels were looked at."""


@dataclass
class UpdateFound(Message):
    """A shipped question was updated under the user's version."""

    update: "Update"
    """With at least one change."""


@dataclass
class AgendaFound(Message):
    """It was worked out what is to be done today."""

    agenda: Agenda
    """Today, and the weeks around it."""
    standing: DayStanding
    """How the day stands beside its session."""


@dataclass
class PlanFound(Message):
    """It was worked out what is to be done today, and how much is due on the days to come."""

    agenda: Agenda
    """Today, and the weeks around it."""
    outlook: Outlook
    """The days to come."""


@dataclass
class ReturnsKnown(Message):
    """It was worked out when each key point of an attempt comes back."""

    returns: Mapping[str, Return]
    """By the id of each point."""


@dataclass
class SittingsLoaded(Message):
    """The sittings of a kind were read from the history."""

    sittings: tuple[Sitting, ...]
    """Newest first."""


@dataclass
class DebriefMade(Message):
    """A sitting was summed up."""

    debrief: Debrief
    """What it was worth."""
    earlier: Debrief | None
    """The last one of its kind before it; None where there is none."""


@dataclass
class LatestLoaded(Message):
    """The last attempt at each question was read from the history."""

    latest: Mapping[str, AttemptSummary]
    """By question id."""


@dataclass
class AttemptsLoaded(Message):
    """One more batch of the history was read."""

    turn: int
    """Which time of reading the list from its beginning this belongs to."""
    attempts: tuple[AttemptSummary, ...]
    """Newest first, older than all batches before; empty at the end."""
    found: int
    """How many the filter finds."""
    total: int
    """How many there are where the filter looks: in the history, in the archive, among the deleted."""
    left: int
    """How many were deleted by a run of the program that was stopped, and can still be brought back."""


@dataclass
class AttemptsPutAway(Message):
    """Answers were archived, deleted or brought back."""

    told: str
    """What was done, in a sentence."""


@dataclass
class HistoryExported(Message):
    """Writing answers into a file has come to its end."""

    exported: "Exported | None"
    """The file, and what is in it; None where it failed."""


@dataclass
class UnfinishedFound(Message):
    """Answers were found that are not in the history."""

    answers: tuple[Unfinished, ...]
    """At least one."""


@dataclass
class SoundLoaded(Message):
    """The recording of an attempt was read."""

    peaks: Samples
    """Its outline."""


@dataclass
class EarlierSought(Message):
    """It was looked whether the question of an answer was answered before it."""

    there: bool
    """Whether it was."""


@dataclass
class PairLoaded(Message):
    """Two attempts at one question were read."""

    earlier: Attempt | None
    """The earlier one; None where there is none."""
    later: Attempt
    """The later one."""
    choices: int
    """Earlier attempts that can be chosen from."""
    comparison: "Comparison | None" = None
    """What differs; None where there is no earlier one."""


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

    scope: int
    """Which of the things that can be looked at, counted from 0."""
    progress: Progress
    """The sums."""


@dataclass
class TrialTaken(Message):
    """A few seconds were recorded to try the microphone."""

    trial: "Trial"
    """What came of it."""


@dataclass
class DevicesListed(Message):
    """The sound devices of this machine are known."""

    microphones: tuple[str, ...]
    """Their names as the system gives them, each once."""
    loudspeakers: tuple[str, ...]
    """The same of what plays."""
