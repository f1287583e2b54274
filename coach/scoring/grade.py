"""Grades one answer: the score, where it may have one, with what to do next."""

from coach.domain.attempt import RecentSpeech
from coach.domain.coverage import Coverage
from coach.domain.delivery import Delivery, Measure
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Transcript
from coach.scoring.advice import advise
from coach.scoring.score import score_coverage
from coach.scoring.trust import TRUSTED, Trust


def grade(
    rubric: Rubric,
    transcript: Transcript,
    coverage: Coverage,
    delivery: Delivery | None,
    earlier: RecentSpeech,
    *,
    trust: Trust = TRUSTED,
    shown: frozenset[Measure] = frozenset(Measure),
) -> Scorecard:
    """Grade one answer.

    Args:
        rubric: The question.
        transcript: What was said.
        coverage: Which points were made.
        delivery: How it was said; None for a typed answer.
        earlier: Delivery over the minutes of speech before this answer.
        trust: How far the words can be relied on; where points cannot be judged there is no score,
            and neither is there one without any words.
        shown: Measures that the user wants to hear about.
    """
    recent = with_this_answer(earlier, delivery) if delivery else earlier
    return Scorecard(
        score_coverage(coverage) if trust.points and not transcript.empty else None,
        advise(rubric, transcript, coverage, delivery, recent, trust=trust, shown=shown),
    )


def with_this_answer(earlier: RecentSpeech, delivery: Delivery) -> RecentSpeech:
    """Add one answer's delivery to that of the answers before it."""
    return RecentSpeech(
        speech_seconds=earlier.speech_seconds + delivery.speech_seconds,
        answer_seconds=earlier.answer_seconds + delivery.answer_seconds,
        fillers=earlier.fillers + len(delivery.fillers),
        attempts=earlier.attempts + 1,
    )
