"""The part of an assessment that words and delivery go through, whether they were just heard or put right later."""

import logging
from dataclasses import dataclass
from datetime import datetime

from coach.delivery.measure import measure_delivery
from coach.domain.attempt import RecentSpeech
from coach.domain.coverage import Coverage
from coach.domain.delivery import Delivery
from coach.domain.listening import ListeningQuality
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Transcript
from coach.errors import HistoryError
from coach.practice.engines import Engines
from coach.scoring.grade import grade
from coach.scoring.trust import Trust, limit_verdicts, trust

log = logging.getLogger(__name__)


def measure(transcript: Transcript, engines: Engines) -> Delivery | None:
    """Measure how an answer was said; None for a typed one."""
    return None if transcript.typed else measure_delivery(transcript, engines.settings.delivery.lists)


def cover(rubric: Rubric, transcript: Transcript, trusted: Trust, engines: Engines) -> Coverage:
    """Judge which key points an answer made, as far as it may be said; waits for the judge.

    Raises:
        CoachError: The weights could not be loaded.
    """
    return limit_verdicts(engines.judge.get().judge(rubric, transcript), transcript, trusted)


@dataclass(frozen=True, slots=True)
class Answered:
    """What is known of an answer when it is graded."""

    transcript: Transcript
    """What was said."""
    delivery: Delivery | None
    """How it was said; None for a typed answer."""
    trusted: Trust
    """How far the words can be relied on."""
    answered_at: datetime
    """When it began."""


def score(rubric: Rubric, answered: Answered, coverage: Coverage, engines: Engines) -> Scorecard:
    """Grade an answer beside the minutes of speech before it.

    Args:
        rubric: The question.
        answered: The answer.
        coverage: Which points were made, labels included.
        engines: What to work with.

    Where the history cannot be read, the answer is graded by itself.
    """
    try:
        recent = engines.history.recent_speech(before=answered.answered_at, counted=_counts)
    except HistoryError:
        log.exception("an answer is graded without those before it")
        recent = RecentSpeech(speech_seconds=0.0, answer_seconds=0.0, fillers=0, attempts=0)
    shown = engines.settings.delivery.shown
    return grade(rubric, answered.transcript, coverage, answered.delivery, recent, trust=answered.trusted, shown=shown)


def _counts(quality: ListeningQuality | None, speech_seconds: float) -> bool:
    return trust(quality, speech_seconds).fillers
