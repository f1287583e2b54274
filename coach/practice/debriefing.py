"""Sums up a sitting at its end: nothing in it is judged anew, everything stands in the attempts."""

from collections.abc import Mapping, Sequence

from coach.bank.bank import Bank
from coach.domain.attempt import Attempt
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import Rubric, following_id
from coach.domain.sitting import Ask, AskedQuestion, Debrief, Sitting, WholeDelivery
from coach.domain.skills import Skill
from coach.errors import HistoryError, RubricError
from coach.history.history import History
from coach.scoring.trust import trust_in
from coach.skills.detect import detect_skills

MOST_TOMORROW = 3
"""More than three things at once help nobody."""

_SECONDS = 60.0


def debrief(sitting: Sitting, history: History, bank: Bank) -> Debrief:
    """Sum up a sitting.

    Args:
        sitting: Ended or interrupted.
        history: Where its attempts are.
        bank: The questions, for those that were not answered.

    Raises:
        HistoryError: The history cannot be read.
    """
    asked = tuple(_asked(ask, history, bank) for ask in sitting.asks)
    main = [each for each in asked if not each.is_follow_up]
    judged = [each.attempt for each in main if each.attempt is not None and each.attempt.scorecard.score is not None]
    scores = [attempt.scorecard.score for attempt in judged if attempt.scorecard.score is not None]
    scores += [0 for each in main if each.skipped]
    answers = [each.attempt for each in asked if each.attempt is not None]
    return Debrief(
        sitting=sitting,
        questions=asked,
        score=sum(scores) / len(scores) if scores else None,
        verdicts={verdict: sum(each.effective_coverage.count(verdict) for each in judged) for verdict in Verdict},
        follow_ups_made=sum(1 for each in asked if each.is_follow_up and each.strongest is not None),
        strongest=max((each for each in main if each.strongest), key=_strength, default=None),
        weakest=max((each for each in main if each.weakest), key=_weakness, default=None),
        delivery=_whole_delivery(answers),
        skills=_count_skills(answers),
        tomorrow=_tomorrow(asked),
    )


def debrief_beside(sitting: Sitting, history: History, bank: Bank) -> tuple[Debrief, Debrief | None]:
    """Sum up a sitting, and the last one of its kind that was ended before it; None where there is none.

    Args:
        sitting: Ended or interrupted.
        history: Where both are.
        bank: The questions.

    Raises:
        HistoryError: The history cannot be read.
    """
    others = history.sittings(sitting.kind)
    before = next((each for each in others if each.ended_at and each.begun_at < sitting.begun_at), None)
    return debrief(sitting, history, bank), debrief(before, history, bank) if before else None


def _whole_delivery(attempts: Sequence[Attempt]) -> WholeDelivery | None:
    """Add up how answers were said; typed ones have no part in it."""
    said = [(attempt, attempt.delivery) for attempt in attempts if attempt.delivery and attempt.delivery.spoken_words]
    if not said:
        return None
    deliveries = [delivery for _, delivery in said]
    counted = [delivery for attempt, delivery in said if trust_in(attempt).fillers]
    seconds = sum(delivery.answer_seconds for delivery in deliveries)
    counted_seconds = sum(delivery.answer_seconds for delivery in counted)
    fillers = sum(len(delivery.fillers) for delivery in counted)
    return WholeDelivery(
        speech_seconds=sum(delivery.speech_seconds for delivery in deliveries),
        answer_seconds=seconds,
        words_per_minute=_SECONDS * sum(each.spoken_words for each in deliveries) / seconds if seconds else 0.0,
        fillers_per_minute=_SECONDS * fillers / counted_seconds if counted_seconds else None,
        longest_pause=max((pause.seconds for each in deliveries for pause in each.pauses), default=0.0),
        time_to_first_word=sum(each.time_to_first_word for each in deliveries) / len(deliveries),
    )


def _count_skills(attempts: Sequence[Attempt]) -> Mapping[Skill, int]:
    """Count in how many answers each way of reasoning was heard."""
    heard = [detect_skills(attempt.transcript) for attempt in attempts]
    return {skill: sum(1 for each in heard if each.of(skill)) for skill in Skill}


def _asked(ask: Ask, history: History, bank: Bank) -> AskedQuestion:
    attempt = _load(ask.attempt_id, history)
    rubric = _rubric(ask.question_id, bank)
    skipped = ask.skipped and rubric is not None
    points = attempt.effective_coverage.points if attempt and attempt.scorecard.score is not None else ()
    good = [point for point in points if point.verdict is Verdict.COVERED]
    if ask.is_follow_up:
        good += [point for point in points if point.verdict is Verdict.PARTLY]
    bad = [point for point in points if point.verdict in {Verdict.CONTRADICTED, Verdict.MISSED}]
    return AskedQuestion(
        question_id=ask.question_id,
        question=attempt.question if attempt else rubric.question if rubric else ask.question_id,
        is_follow_up=ask.is_follow_up,
        skipped=skipped,
        asked=skipped or bool(ask.attempt_id),
        attempt=attempt,
        strongest=max(good, key=lambda point: (point.importance, point.probability), default=None),
        weakest=max(bad, key=_badness, default=None),
    )


def _load(attempt_id: str, history: History) -> Attempt | None:
    """Return an attempt; None where it never came to the history, as an answer of silence does not, or was put away."""
    if not attempt_id:
        return None
    try:
        return history.load(attempt_id, counted=True)
    except HistoryError:
        return None


def _rubric(question_id: str, bank: Bank) -> Rubric | None:
    """Return a question or follow-up; None where it has left the bank."""
    try:
        return bank.get(question_id)
    except RubricError:
        return None


def _badness(point: PointCoverage) -> tuple[bool, float, float]:
    return point.verdict is Verdict.CONTRADICTED, point.importance, -point.probability


def _strength(each: AskedQuestion) -> tuple[float, float]:
    return (each.strongest.importance, each.strongest.probability) if each.strongest else (0.0, 0.0)


def _weakness(each: AskedQuestion) -> tuple[bool, float, float]:
    return _badness(each.weakest) if each.weakest else (False, 0.0, 0.0)


def _tomorrow(asked: Sequence[AskedQuestion]) -> tuple[str, ...]:
    """Name the questions with the worst points; one that a follow-up mended comes after one that it did not."""
    mended = {each.question_id for each in asked if each.is_follow_up and each.strongest is not None}
    weak = sorted(
        (each for each in asked if each.weakest is not None and not each.is_follow_up),
        key=lambda each: (not _mended(each, mended), _weakness(each)),
        reverse=True,
    )
    lines = [
        f"{each.question} {'Put this right' if each.weakest.verdict is Verdict.CONTRADICTED else 'Add this'}: "
        f"{each.weakest.point}"
        for each in weak
        if each.weakest is not None
    ]
    skipped = [f"{each.question} You skipped it." for each in asked if each.skipped and not each.is_follow_up]
    return tuple((lines + skipped)[:MOST_TOMORROW])


def _mended(each: AskedQuestion, mended: set[str]) -> bool:
    return each.weakest is not None and following_id(each.question_id, each.weakest.id) in mended
