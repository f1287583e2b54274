"""What was read, found or worked out in the background."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from coach.domain.attempt import Attempt, AttemptSummary
from coach.domain.debrief import Debrief
from coach.domain.progress import Found, Missed, Progress
from coach.domain.recording import Samples
from coach.domain.schedule import Agenda
from coach.domain.sitting import Sitting
from coach.domain.unfinished import Unfinished

if TYPE_CHECKING:  # the first screen needs none of it
    from coach.bank.editing.update import Update
    from coach.practice.assess import Step
    from coach.practice.stored_answers import StoredAnswers
    from coach.practice.teaching.trying import Proposal
    from coach.practice.trial import Trial
    from coach.practice.what_if import Effect


@dataclass
class StepTaken(Message):
    """The assessment came one step further."""

    step: "Step"
    """What is known now."""


@dataclass
class SoundKept(Message):
    """What the disk had no room for was tried again."""

    attempt: Attempt
    """With the recording as it is now."""


@dataclass
class AttemptLoaded(Message):
    """An earlier attempt was read from the history."""

    attempt: Attempt
    """The attempt."""
    returns: Mapping[str, str] | None
    """When each of its points comes back and why, one sentence by its id; None where that could not be found out."""


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
    """It was worked out what the labels speak for."""

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


@dataclass
class ReturnsKnown(Message):
    """It was worked out when each key point of an attempt comes back."""

    returns: Mapping[str, str]
    """One sentence by the id of each point."""


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

    attempts: tuple[AttemptSummary, ...]
    """Newest first, older than all batches before; empty at the end."""


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


@dataclass
class TrialTaken(Message):
    """A few seconds were recorded to try the microphone."""

    trial: "Trial"
    """What came of it."""


@dataclass
class DevicesListed(Message):
    """The microphones of this machine are known."""

    names: tuple[str, ...]
    """As the system gives them, each once."""
