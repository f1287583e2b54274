"""An attempt, or a line of the history, as JSON; the manual documents this form, and programs rely on it."""

import math
from datetime import UTC

from coach.domain.attempt import Attempt, AttemptSummary
from coach.domain.coverage import Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, Phrase
from coach.domain.skills import SkillEvidence
from coach.domain.transcript import TimeSpan
from coach.scoring.grade import best_score
from coach.scoring.trust import NOT_JUDGED, trust_in
from coach.skills.detect import detect_skills

TIME_DIGITS = 3
"""Decimals of seconds and rates; recognisers place words to about 0.02 s."""
PROBABILITY_DIGITS = 4
DECIBEL_DIGITS = 1

_ROLES = {"whisper": "recogniser"}
"""Roles of weights that old attempts call otherwise."""

Json = dict[str, object]


def attempt_as_json(attempt: Attempt) -> Json:
    """Return everything about one attempt in plain values.

    Args:
        attempt: Any attempt. Where it was typed, `delivery`, `listening` and every time are None; where it was heard
            too badly to be judged, or has no words, `score` is, and `score_reason` says why.
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
                    "spelled": word.spelled,
                }
                for word in transcript.words
            ],
            "unclear": [_span(span) for span in transcript.unclear],
        },
        "delivery": _delivery(attempt.delivery) if attempt.delivery and timed else None,
        "listening": _listening(attempt) if timed else None,
        "coverage": [
            {**_point(point, timed=timed), "label": attempt.labels.get(point.id)} for point in attempt.coverage.points
        ],
        "skills": [_skill(each, timed=timed) for each in detect_skills(transcript).found],
        "score": attempt.scorecard.score,
        "score_reason": _score_reason(attempt),
        "score_up_to": None if attempt.scorecard.score is None else best_score(attempt.effective_coverage),
        "advice": [_text(advice) for advice in attempt.scorecard.advice],
        "models": {_text(_ROLES.get(role, role)): _text(name) for role, name in sorted(attempt.weights.items())},
        "rubric_version": attempt.rubric_version,
        "ratings": {_text(point_id): rating for point_id, rating in sorted(attempt.ratings.items())},
        "hints": [_text(point_id) for point_id in attempt.hints],
        "corrected": bool(attempt.heard),
        "problem": _text(attempt.problem),
    }


def summary_as_json(summary: AttemptSummary) -> Json:
    """Return one line of the history in plain values; the time is UTC in ISO 8601."""
    return {
        "id": _text(summary.id),
        "question_id": _text(summary.question_id),
        "question": _text(summary.question),
        "answered_at": summary.answered_at.astimezone(UTC).isoformat(timespec="seconds"),
        "kind": summary.kind.value,
        "score": summary.score,
        "first_score": summary.first_score,
        "rubric_version": _text(summary.rubric_version),
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
        "syllables": delivery.syllables,
        "syllables_per_second": _seconds(delivery.syllables_per_second),
        "articulation_syllables_per_second": _seconds(delivery.articulation_syllables_per_second),
        "speech_share": _rounded(delivery.speech_share, TIME_DIGITS),
        "time_to_first_word": _seconds(delivery.time_to_first_word),
        "longest_stretch": _span(delivery.longest_stretch) if delivery.longest_stretch else None,
        "pace_windows": [
            {**_span(window.span), "words_per_minute": _seconds(window.words_per_minute)}
            for window in delivery.pace_windows
        ],
        "pauses": [{**_span(pause), "place": pause.place.value} for pause in delivery.pauses],
        "fillers": [{**_phrase(filler), "kind": filler.kind.value} for filler in delivery.fillers],
        "fillers_per_minute": _seconds(delivery.fillers_per_minute),
        "hedges": [_phrase(phrase) for phrase in delivery.hedges],
        "repetitions": [_phrase(phrase) for phrase in delivery.repetitions],
        "false_starts": [_phrase(phrase) for phrase in delivery.false_starts],
    }


def _listening(attempt: Attempt) -> Json | None:
    quality, trust = attempt.listening, trust_in(attempt)
    if quality is None:
        return None
    noise, probability = quality.signal_to_noise_db, quality.word_probability
    return {
        "signal_to_noise_db": None if noise is None else _rounded(noise, DECIBEL_DIGITS),
        "clipped_share": _rounded(quality.clipped_share, PROBABILITY_DIGITS),
        "uncovered_seconds": _seconds(quality.uncovered_seconds),
        "word_probability": None if probability is None else _rounded(probability, PROBABILITY_DIGITS),
        "dropped_blocks": quality.dropped_blocks,
        "unread_seconds": _seconds(quality.unread_seconds),
        "unread_share": _rounded(quality.unread_share, PROBABILITY_DIGITS),
        "broken_off": quality.broken_off,
        "trusted_points": trust.points,
        "trusted_missed": trust.missed and trust.points,
        "trusted_fillers": trust.fillers,
        "reasons": [_text(reason) for reason in trust.reasons],
    }


def _score_reason(attempt: Attempt) -> str | None:
    """Return why there is no score; None where there is one."""
    if attempt.scorecard.score is not None:
        return None
    return _text(" ".join(trust_in(attempt).reasons) or NOT_JUDGED)


def _point(point: PointCoverage, *, timed: bool) -> Json:
    return {
        "id": _text(point.id),
        "point": _text(point.point),
        "weight": point.importance,
        "verdict": point.verdict.value,
        "probability": _rounded(point.probability, PROBABILITY_DIGITS),
        "reason": _text(point.reason),
        "evidence": _evidence(point.evidence, timed=timed) if point.evidence else None,
    }


def _evidence(evidence: Evidence, *, timed: bool) -> Json:
    return {
        "text": _text(evidence.text),
        "start": _seconds(evidence.start) if timed else None,
        "end": _seconds(evidence.end) if timed else None,
    }


def _skill(heard: SkillEvidence, *, timed: bool) -> Json:
    return {
        "skill": heard.skill.value,
        "text": _text(heard.text),
        "start": _seconds(heard.start) if timed else None,
        "end": _seconds(heard.end) if timed else None,
    }


def _phrase(phrase: Phrase | Filler) -> Json:
    return {"text": _text(phrase.text), **_span(phrase.span)}


def _span(span: TimeSpan) -> Json:
    return {"start": _seconds(span.start), "end": _seconds(span.end)}


def _seconds(value: float) -> float | None:
    return _rounded(value, TIME_DIGITS)


def _rounded(value: float, digits: int) -> float | None:
    """Round; JSON has no way to write infinity or not-a-number, so they become None."""
    value = float(value)
    return round(value, digits) if math.isfinite(value) else None


def _text(text: str) -> str:
    """Replace half surrogate pairs, which no UTF-8 output can hold."""
    return text.encode(errors="replace").decode()
