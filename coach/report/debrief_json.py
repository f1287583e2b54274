"""The debrief of a sitting as JSON; the README documents this form, and programs rely on it."""

from datetime import UTC

from coach.domain.coverage import PointCoverage
from coach.domain.debrief import AskedQuestion, Debrief

Json = dict[str, object]


def debrief_as_json(debrief: Debrief) -> Json:
    """Give everything about a sitting in plain values; times are UTC in ISO 8601, seconds are rounded to a tenth."""
    sitting, delivery = debrief.sitting, debrief.delivery
    return {
        "id": sitting.id,
        "kind": sitting.kind.value,
        "begun_at": sitting.begun_at.astimezone(UTC).isoformat(timespec="seconds"),
        "ended_at": sitting.ended_at.astimezone(UTC).isoformat(timespec="seconds") if sitting.ended_at else None,
        "rounds": list(sitting.rounds),
        "minutes": sitting.minutes,
        "difficulty": sitting.difficulty.value,
        "score": None if debrief.score is None else round(debrief.score, 1),
        "verdicts": {verdict.value: number for verdict, number in debrief.verdicts.items()},
        "follow_ups": debrief.follow_ups,
        "follow_ups_made": debrief.follow_ups_made,
        "questions": [_question(each) for each in debrief.questions],
        "delivery": None
        if delivery is None
        else {
            "speech_seconds": round(delivery.speech_seconds, 1),
            "answer_seconds": round(delivery.answer_seconds, 1),
            "words_per_minute": round(delivery.words_per_minute, 1),
            "fillers_per_minute": None
            if delivery.fillers_per_minute is None
            else round(delivery.fillers_per_minute, 1),
            "longest_pause": round(delivery.longest_pause, 1),
            "time_to_first_word": round(delivery.time_to_first_word, 1),
        },
        "skills": {skill.value: number for skill, number in debrief.skills.items()},
        "tomorrow": list(debrief.tomorrow),
    }


def _question(asked: AskedQuestion) -> Json:
    return {
        "question_id": asked.question_id,
        "question": asked.question,
        "follow_up": asked.is_follow_up,
        "passed": asked.skipped,
        "attempt": asked.attempt.id if asked.attempt else None,
        "score": asked.attempt.scorecard.score if asked.attempt else None,
        "strongest": _point(asked.strongest),
        "weakest": _point(asked.weakest),
    }


def _point(point: PointCoverage | None) -> Json | None:
    return None if point is None else {"id": point.id, "point": point.point, "verdict": point.verdict.value}
