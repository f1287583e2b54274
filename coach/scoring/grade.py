"""Grades one answer: the score, where it may have one, with what to do next.

The score is the one number: the share of key points, by importance, that were covered.
"""

from coach.domain.attempt import RecentSpeech
from coach.domain.coverage import Coverage, Verdict
from coach.domain.delivery import Delivery, Measure
from coach.domain.rubric import Rubric
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Transcript
from coach.scoring.advice import advise
from coach.scoring.trust import TRUSTED, Trust

FORMULA = "score = 100 x (covered + partly / 2 - contradicted / 2) / all points, by weight, at least 0"
"""The formula in words, as it is printed under the score."""

PARTLY_WORTH = 0.5
"""Share of a point's importance that half a point earns."""

CONTRADICTION_COST = 0.5
"""Share of a point's importance that a contradiction takes away: a wrong claim is worse than a missing one."""


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
    recent = _with_this_answer(earlier, delivery) if delivery else earlier
    return Scorecard(
        score_coverage(coverage) if trust.points and not transcript.empty else None,
        advise(rubric, transcript, coverage, delivery, recent, trust=trust, shown=shown),
    )


def _with_this_answer(earlier: RecentSpeech, delivery: Delivery) -> RecentSpeech:
    """Add one answer's delivery to that of the answers before it."""
    return RecentSpeech(
        speech_seconds=earlier.speech_seconds + delivery.speech_seconds,
        answer_seconds=earlier.answer_seconds + delivery.answer_seconds,
        fillers=earlier.fillers + len(delivery.fillers),
        attempts=earlier.attempts + 1,
    )


def score_coverage(coverage: Coverage) -> int:
    """Work out the score, 0 to 100; a point that is unsure counts as not covered until it is sure."""
    return _score(coverage, unsure=0.0)


def best_score(coverage: Coverage) -> int:
    """Work out the score, 0 to 100, should every point that is unsure turn out to be covered."""
    return _score(coverage, unsure=1.0)


def _score(coverage: Coverage, unsure: float) -> int:
    total = sum(point.importance for point in coverage.points)
    if total <= 0:
        return 0
    worth = {
        Verdict.COVERED: 1.0,
        Verdict.PARTLY: PARTLY_WORTH,
        Verdict.CONTRADICTED: -CONTRADICTION_COST,
        Verdict.UNSURE: unsure,
    }
    earned = sum(point.importance * worth.get(point.verdict, 0.0) for point in coverage.points)
    return round(100 * max(0.0, earned) / total)
