"""An attempt, or a line of the history, as JSON; the README documents this form, and programs rely on it."""

import math
from datetime import UTC

from coach.domain.attempt import Attempt, AttemptSummary
from coach.domain.coverage import Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery

TIME_DIGITS = 3
"""Decimals of seconds and rates; recognisers place words to about 0.02 s."""
PROBABILITY_DIGITS = 4

Json = dict[str, object]


def attempt_as_json(attempt: Attempt) -> Json:
    """Give everything about one attempt in plain values.

    Args:
        attempt: Any attempt. Where it was typed, `delivery` and every time are None.
    """
    transcript, timed = attempt.transcript, not attempt.transcript.typed
    return {
        "question": attempt.question_id,
        "transcript": {
            "text": _text(transcript.text),
            "words": [
                {
                    "text": _text(word.text),
                    "start": _seconds(word.start) if timed else None,
                    "end": _seconds(word.end) if timed else None,
                    "probability": _rounded(word.probability, PROBABILITY_DIGITS),
                    "filler": word.filler,
                }
                for word in transcript.words
            ],
        },
        "delivery": _delivery(attempt.delivery) if attempt.delivery and timed else None,
        "coverage": [_point(point, timed=timed) for point in attempt.coverage.points],
        "score": attempt.scorecard.score,
        "advice": [_text(advice) for advice in attempt.scorecard.advice],
        "models": {_text(role): _text(name) for role, name in sorted(attempt.weights.items())},
        "rubric_version": attempt.rubric_version,
    }


def summary_as_json(summary: AttemptSummary) -> Json:
    """Give one line of the history in plain values; the time is UTC in ISO 8601."""
    return {
        "id": _text(summary.id),
        "question_id": _text(summary.question_id),
        "question": _text(summary.question),
        "answered_at": summary.answered_at.astimezone(UTC).isoformat(timespec="seconds"),
        "kind": summary.kind.value,
        "score": summary.score,
        "verdicts": {verdict.value: summary.verdicts.get(verdict, 0) for verdict in Verdict},
        "total_seconds": _seconds(summary.total_seconds),
        "words_per_minute": None if summary.words_per_minute is None else _seconds(summary.words_per_minute),
    }


def _delivery(delivery: Delivery) -> Json:
    return {
        "speech_seconds": _seconds(delivery.speech_seconds),
        "total_seconds": _seconds(delivery.total_seconds),
        "words_per_minute": _seconds(delivery.words_per_minute),
        "articulation_rate": _seconds(delivery.articulation_rate),
        "pauses": [{"start": _seconds(pause.start), "end": _seconds(pause.end)} for pause in delivery.pauses],
        "fillers": [
            {"text": _text(filler.text), "start": _seconds(filler.span.start), "end": _seconds(filler.span.end)}
            for filler in delivery.fillers
        ],
        "fillers_per_minute": _seconds(delivery.fillers_per_minute),
    }


def _point(point: PointCoverage, *, timed: bool) -> Json:
    return {
        "id": _text(point.id),
        "point": _text(point.point),
        "weight": point.weight,
        "verdict": point.verdict.value,
        "probability": _rounded(point.probability, PROBABILITY_DIGITS),
        "evidence": _evidence(point.evidence, timed=timed) if point.evidence else None,
    }


def _evidence(evidence: Evidence, *, timed: bool) -> Json:
    return {
        "text": _text(evidence.text),
        "start": _seconds(evidence.start) if timed else None,
        "end": _seconds(evidence.end) if timed else None,
    }


def _seconds(value: float) -> float | None:
    return _rounded(value, TIME_DIGITS)


def _rounded(value: float, digits: int) -> float | None:
    """Round; JSON has no way to write infinity or not-a-number, so they become None."""
    value = float(value)
    return round(value, digits) if math.isfinite(value) else None


def _text(text: str) -> str:
    """Replace half surrogate pairs, which no UTF-8 output can hold."""
    return text.encode(errors="replace").decode()
