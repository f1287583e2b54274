"""One answer to one question, with everything known about it; or one that is not in the history yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from coach.domain.coverage import Coverage, Label, Verdict, overrule
from coach.domain.delivery import Delivery
from coach.domain.recording import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Transcript, Word


@dataclass(frozen=True, slots=True)
class EarlierVerdicts:
    """Verdicts that have been replaced by later ones."""

    rubric_version: str
    """The version of the rubric that judged."""
    coverage: Coverage
    """Which key points were made, as the judge decided then."""
    score: int | None
    """0 to 100, with the labels of that time; None where the answer was heard too badly to be judged."""
    embedder: str
    """The weights that judged."""


class AnswerKind(StrEnum):
    """How the answer came in."""

    SPOKEN = "spoken"
    """Into the microphone."""
    FILE = "file"
    """From an audio file."""
    TYPED = "typed"
    """By keyboard."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer, as it is saved."""

    id: str
    """Unique and sortable by time; also the name of the recording."""
    question_id: str
    """The question answered."""
    question: str
    """The question as it was shown on the day."""
    answered_at: datetime
    """When the answer began; UTC, aware."""
    kind: AnswerKind
    """Spoken, from a file, or typed."""
    transcript: Transcript
    """What was said, with the user's corrections."""
    delivery: Delivery | None
    """How it was said; None for a typed answer and where no speech was heard."""
    coverage: Coverage
    """Which key points were made, as the judge decided."""
    scorecard: Scorecard
    """Score and advice, with the user's labels taken into account."""
    rubric_version: str
    """The version of the rubric that judged it."""
    weights: Mapping[str, str]
    """Which weights were used, by role: `recogniser`, which old attempts call `whisper`, and `embedder`."""
    audio: Path | None = None
    """The recording; None when none is kept."""
    dropped_blocks: int = 0
    """Blocks that the sound card lost."""
    problem: str = ""
    """What went wrong while recording, in one sentence; empty when nothing did."""
    listening: ListeningQuality | None = None
    """How well the answer could be heard; None for a typed answer and for attempts from before it was measured."""
    labels: Mapping[str, Label] = field(default_factory=dict)
    """The user's own word on key points, by their id; it overrules the judge's verdict."""
    ratings: Mapping[str, int] = field(default_factory=dict)
    """How well the user says they knew key points, 1 to 4 by their id; it decides when they come back."""
    hints: tuple[str, ...] = ()
    """Ids of the key points of which a hint was shown while answering, in that order."""
    heard: tuple[Word, ...] = ()
    """The words as they were heard, before the user corrected any; empty where none was corrected."""
    earlier: tuple[EarlierVerdicts, ...] = ()
    """What was decided before, by other versions of the rubric, oldest first; the first is that of the day."""

    @property
    def length(self) -> float:
        """How long the answer was, in seconds: without silence around it, where there are words; 0.0 where typed."""
        return (self.delivery.answer_seconds if self.delivery else 0.0) or self.transcript.total_seconds

    @property
    def effective_coverage(self) -> Coverage:
        """The coverage that counts: the judge's, overruled by the user's labels."""
        return overrule(self.coverage, self.labels)

    @property
    def first_score(self) -> int | None:
        """The score under the version of the day; None where the answer could not be judged then."""
        return self.earlier[0].score if self.earlier else self.scorecard.score


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One line of the history."""

    id: str
    """The attempt."""
    question_id: str
    """The question answered."""
    question: str
    """The question as it was shown on the day."""
    answered_at: datetime
    """When the answer began; UTC, aware."""
    kind: AnswerKind
    """Spoken, from a file, or typed."""
    score: int | None
    """0 to 100; None where the answer was heard too badly to be judged."""
    first_score: int | None
    """The same under the rubric's version of the day."""
    rubric_version: str
    """The version of the rubric that `score` comes from."""
    verdicts: Mapping[Verdict, int]
    """How many key points got each verdict."""
    total_seconds: float
    """Length of the recording; 0.0 for a typed answer."""
    words_per_minute: float | None
    """Speech rate; None where none was measured."""
    answer_seconds: float | None = None
    """From the first word to the last; None where that was not measured."""

    @property
    def length(self) -> float:
        """How long the answer was, in seconds: without the silence around it, where that is known."""
        return self.answer_seconds or self.total_seconds


@dataclass(frozen=True, slots=True)
class RecentSpeech:
    """Delivery added up over the last attempts, because one answer is too short to judge fillers by."""

    speech_seconds: float
    """Speech in these attempts."""
    answer_seconds: float
    """Time from first word to last in these attempts."""
    fillers: int
    """Fillers in these attempts."""
    attempts: int
    """How many attempts were added up."""

    @property
    def fillers_per_minute(self) -> float:
        """Fillers over minutes of answering; 0.0 when nothing was said."""
        return 60.0 * self.fillers / self.answer_seconds if self.answer_seconds > 0 else 0.0


ID_STAMP = "%Y%m%dT%H%M%SZ"
"""How an attempt's id begins: with the time, in UTC, at which the answer began."""


def time_in_id(attempt_id: str) -> datetime | None:
    """Read from an attempt's id when its answer began; None where it holds no time.

    Args:
        attempt_id: For instance `20260301T090000Z-4f1c9a`.
    """
    try:
        return datetime.strptime(attempt_id.partition("-")[0], ID_STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class UnfinishedRecording:
    """A recording that was never assessed because the program was stopped."""

    id: str
    """The attempt it would have become."""
    question_id: str
    """The question that was being answered."""
    path: Path
    """The file on disk."""
    seconds: float
    """Length in seconds, from the size of the file."""


@dataclass(frozen=True, slots=True)
class UnfinishedText:
    """An answer that was typed, whole or begun."""

    id: str
    """The attempt it would have become."""
    question_id: str
    """The question that was being answered; empty where that is not known."""
    path: Path
    """The file on disk."""
    text: str
    """What was typed."""

    @property
    def words(self) -> int:
        """How many words were typed."""
        return len(self.text.split())


Unfinished = UnfinishedRecording | UnfinishedText
"""An answer that is not in the history because the program was stopped, or could not save it."""
