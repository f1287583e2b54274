"""One answer to one question, with everything known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from coach.domain.coverage import Coverage, Verdict
from coach.domain.delivery import Delivery
from coach.domain.judgement import Judgement
from coach.domain.labels import Label, overrule
from coach.domain.listening import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Transcript, Word


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
    earlier: tuple[Judgement, ...] = ()
    """What was decided before, by other versions of the rubric, oldest first; the first is that of the day."""

    @property
    def standing(self) -> Coverage:
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
