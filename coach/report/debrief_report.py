"""The debrief of a sitting: in words, for a screen and for a terminal without colour alike, and as JSON.

The manual documents the JSON form, and programs rely on it.
"""

from collections.abc import Iterator
from datetime import UTC

from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.sitting import AskedQuestion, Debrief
from coach.report.scores import SIGNS
from coach.report.sections import Section, sections_as_text
from coach.scoring.bands import QUIET_PACE
from coach.wording import clock, count, day_and_time, plural

Json = dict[str, object]


def debrief_as_text(debrief: Debrief, earlier: Debrief | None = None, *, width: int = 88) -> str:
    """Write everything about a sitting, to be read from top to bottom.

    Args:
        debrief: The sitting.
        earlier: The one of its kind before it, to compare with.
        width: Columns of a line.
    """
    overall, *others = describe_whole(debrief, earlier)
    lines = (line for each in debrief.questions for line in (_question(each), *_indented(describe_points(each))))
    questions = Section("Questions", tuple(lines))
    return sections_as_text((overall, questions, *others), width)


def describe_whole(debrief: Debrief, earlier: Debrief | None) -> tuple[Section, ...]:
    """Return what a sitting was worth as a whole; sections without anything to say are left out.

    Args:
        debrief: The sitting.
        earlier: The one of its kind before it, to compare with.
    """
    found = (
        Section("Overall", tuple(_overall(debrief, earlier))),
        Section("Strongest and weakest", tuple(_extremes(debrief))),
        Section("Delivery over the whole talk", tuple(_delivery(debrief, earlier))),
        Section("How you reasoned", tuple(_skills(debrief))),
        Section("Practise tomorrow", tuple(f"{at}. {line}" for at, line in enumerate(debrief.tomorrow, 1))),
    )
    return tuple(section for section in found if section.lines)


def describe_result(asked: AskedQuestion) -> str:
    """Return in a few characters what an answer was worth: `72`, `skipped`, `point made`."""
    if asked.skipped:
        return "skipped"
    if not asked.asked:
        return "not asked"
    if asked.attempt is None:
        return "no answer"
    if asked.attempt.scorecard.score is None:
        return "not judged"
    if asked.is_follow_up:
        return _follow_up(asked)
    return str(asked.attempt.scorecard.score)


def describe_points(asked: AskedQuestion) -> tuple[str, ...]:
    """Return which point of an answer was the strongest and which the weakest, a line each, where there are such."""
    points = (asked.strongest, asked.weakest) if not asked.is_follow_up else ()
    return tuple(f"{SIGNS[point.verdict]} {point.verdict.value}: {point.point}" for point in points if point)


def debrief_as_json(debrief: Debrief) -> Json:
    """Return everything about a sitting in plain values; times are UTC in ISO 8601, seconds are rounded to a tenth."""
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
        "questions": [_question_as_json(each) for each in debrief.questions],
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


def _indented(lines: tuple[str, ...]) -> Iterator[str]:
    yield from (f"    {line}" for line in lines)


def _question(asked: AskedQuestion) -> str:
    indent = "    follow-up: " if asked.is_follow_up else ""
    return f"{indent}{asked.question}  [{describe_result(asked)}]"


def _follow_up(asked: AskedQuestion) -> str:
    if asked.strongest is not None:
        return "point made"
    return "not made" if asked.weakest is not None else "unsure"


def _overall(debrief: Debrief, earlier: Debrief | None) -> Iterator[str]:
    sitting = debrief.sitting
    state = "" if sitting.ended_at else ", interrupted: it can be resumed"
    yield (
        f"{sitting.kind.called} of {day_and_time(sitting.begun_at)}, {sitting.difficulty.value}{state}: "
        f"{debrief.answered} of {sitting.questions} questions answered."
    )
    if debrief.score is None:
        yield "No answer could be judged, so there is no score."
    else:
        before = earlier.score if earlier else None
        change = f" ({_signed(debrief.score - before)} compared with the previous one)" if before is not None else ""
        skipped = debrief.skipped
        told = f"; {count(skipped, 'skipped question')} {plural(skipped, 'counts', 'count')} as 0" if skipped else ""
        yield f"Mean score {debrief.score:.0f} of 100{change}{told}."
    counts = [f"{number} {verdict.value}" for verdict, number in debrief.verdicts.items() if number]
    if counts:
        yield f"Key points: {', '.join(counts)}."
    if debrief.follow_ups:
        yield f"Follow-ups: {debrief.follow_ups_made} of {debrief.follow_ups} points made."


def _extremes(debrief: Debrief) -> Iterator[str]:
    if debrief.strongest and debrief.strongest.strongest:
        yield f"Strongest: {_said(debrief.strongest, debrief.strongest.strongest)}"
    if debrief.weakest and debrief.weakest.weakest:
        yield f"Weakest: {_said(debrief.weakest, debrief.weakest.weakest)}"


def _said(asked: AskedQuestion, point: PointCoverage) -> str:
    quote = ""
    if point.evidence is not None and point.verdict in {Verdict.COVERED, Verdict.CONTRADICTED, Verdict.PARTLY}:
        typed = asked.attempt is not None and asked.attempt.transcript.typed
        quote = f" “{point.evidence.text}”" if typed else f" {clock(point.evidence.start)} “{point.evidence.text}”"
    return f"{asked.question} {SIGNS[point.verdict]} {point.verdict.value}: {point.point}{quote}"


def _delivery(debrief: Debrief, earlier: Debrief | None) -> Iterator[str]:
    now = debrief.delivery
    if now is None:
        return
    before = earlier.delivery if earlier else None
    slow, fast = QUIET_PACE
    pace = f"{now.words_per_minute:.0f} words a minute (comfortable: {slow:.0f} to {fast:.0f})"
    fillers = "not counted: the sound was too poor"
    if now.fillers_per_minute is not None:
        fillers = f"{now.fillers_per_minute:.1f} a minute"
    if before:
        pace += f", {before.words_per_minute:.0f} in the previous one"
        if before.fillers_per_minute is not None:
            fillers += f", {before.fillers_per_minute:.1f} in the previous one"
    yield f"You spoke for {clock(now.speech_seconds)} in {clock(now.answer_seconds)} of answers: {pace}."
    yield f"Fillers: {fillers}."
    yield (
        f"Longest silence inside an answer: {now.longest_pause:.1f} s. "
        f"Silence before an answer: {now.time_to_first_word:.1f} s on average."
    )


def _skills(debrief: Debrief) -> Iterator[str]:
    answers = debrief.answered + debrief.follow_ups
    if answers:
        for skill, number in debrief.skills.items():
            yield f"{skill.value.capitalize()}: heard in {number} of {count(answers, 'answer')}."


def _signed(number: float) -> str:
    return f"{number:+.0f}" if round(number) else "±0"


def _question_as_json(asked: AskedQuestion) -> Json:
    return {
        "question_id": asked.question_id,
        "question": asked.question,
        "follow_up": asked.is_follow_up,
        "skipped": asked.skipped,
        "asked": asked.asked,
        "attempt": asked.attempt.id if asked.attempt else None,
        "score": asked.attempt.scorecard.score if asked.attempt else None,
        "strongest": _point_as_json(asked.strongest),
        "weakest": _point_as_json(asked.weakest),
    }


def _point_as_json(point: PointCoverage | None) -> Json | None:
    return None if point is None else {"id": point.id, "point": point.point, "verdict": point.verdict.value}
