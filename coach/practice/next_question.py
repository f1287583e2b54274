"""Which question follows on the one that was just answered, and which follow-ups dig into the answer."""

import random
from collections.abc import Collection
from dataclasses import dataclass

from coach.bank.bank import DEFAULT_ROUND, Bank
from coach.domain.attempt import Attempt
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import FollowUp, Rubric, asked_question
from coach.domain.schedule import Session

DUG_AT = (Verdict.CONTRADICTED, Verdict.MISSED)
"""Verdicts that a follow-up digs at, the worst first; what the judge is unsure of is left alone."""


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """What comes next."""

    question_id: str
    """The question; empty where there is none."""
    today: bool
    """Whether it is part of today's session."""
    session_over: bool = False
    """Whether today's session was gone through and has nothing left."""
    more: bool = False
    """Whether it comes after today's session, as what to go on with."""


def next_question(answered: str, bank: Bank, session: Session | None, *, more: bool = False) -> NextQuestion:
    """Choose the next question of today's session, or the one that follows in the order of the first page.

    Once the session is over, what is due next follows. After the last question of the bank comes the first.

    Args:
        answered: The question that was just answered, or one of its follow-ups; it may have left the bank.
        bank: The questions.
        session: What is left to do today, the question just answered perhaps included; None for whoever does not go
            through the session.
        more: Whether the question just answered came after the session already.
    """
    asked = asked_question(answered)
    if session is not None:
        mock = ""  # stands for a mock interview, which no key leads to from an answer
        left = (item.question_id for item in session.items if item.question_id not in {mock, asked})
        if (following := next(left, None)) is not None:
            return NextQuestion(following, today=True, more=more)
        if (following := next((each for each in session.more if each != asked), None)) is not None:
            return NextQuestion(following, today=True, session_over=not more, more=True)
    ids = [rubric.id for group in bank.by_topic() for rubric in group.rubrics]
    place = ids.index(asked) if asked in ids else -1
    found = ids[(place + 1) % len(ids)] if ids else ""
    return NextQuestion(found, today=False, session_over=session is not None)


def another_question(answered: str, bank: Bank, drilled: Collection[str], seed: int) -> str:
    """Choose another question for a drill: one of the same round at random, none twice before all had their turn.

    Args:
        answered: The question that was just drilled, as it was asked; it may have left the bank.
        bank: The questions.
        drilled: Questions that were drilled already.
        seed: Chooses; the same seed gives the same question.

    Returns:
        The question's own id; that of the one just drilled where there is no other.
    """
    asked = asked_question(answered)
    round_ = next((entry.round for entry in bank.entries if entry.rubric.id == asked), DEFAULT_ROUND)
    others = [entry.rubric.id for entry in bank.entries if entry.round == round_ and entry.rubric.id != asked]
    fresh = [each for each in others if each not in drilled]
    return random.Random(seed).choice(fresh or others or [asked])  # noqa: S311 - which question is asked is no secret


def choose_follow_ups(rubric: Rubric, attempt: Attempt) -> tuple[FollowUp, ...]:
    """List the follow-ups that dig at what was contradicted or missed: the worst first, then by importance.

    Nothing is asked where the answer could not be judged, or where nothing was said: then there is nothing to dig at.

    Args:
        rubric: The question that was answered.
        attempt: The answer, judged.
    """
    if attempt.scorecard.score is None or attempt.transcript.empty:
        return ()
    judged = {point.id: point for point in attempt.effective_coverage.points}
    found = [(judged[each.point], each) for each in rubric.follow_ups if each.point in judged]
    wanted = [(point, each) for point, each in found if point.verdict in DUG_AT]
    return tuple(each for _, each in sorted(wanted, key=lambda pair: _urgency(pair[0])))


def _urgency(point: PointCoverage) -> tuple[int, float]:
    return DUG_AT.index(point.verdict), -point.importance
