"""Which question follows on the one that was just answered."""

from dataclasses import dataclass

from coach.bank.bank import Bank
from coach.domain.rubric import asked_question
from coach.domain.schedule import Session


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """What comes next."""

    question_id: str
    """The question; empty where there is none."""
    today: bool
    """Whether it is part of today's session."""
    session_over: bool = False
    """Whether today's session was gone through and has nothing left."""


def next_question(answered: str, bank: Bank, session: Session | None) -> NextQuestion:
    """Choose the next question of today's session, or the one that follows in the order of the first page.

    After the last question of the bank comes the first.

    Args:
        answered: The question that was just answered, or one of its follow-ups; it may have left the bank.
        bank: The questions.
        session: What is left to do today, the question just answered perhaps included; None for whoever does not go
            through the session.
    """
    asked = asked_question(answered)
    if session is not None:
        mock = ""  # stands for a mock interview, which no key leads to from an answer
        left = (item.question_id for item in session.items if item.question_id not in {mock, asked})
        if (following := next(left, None)) is not None:
            return NextQuestion(following, today=True)
    ids = [rubric.id for group in bank.by_topic() for rubric in group.rubrics]
    place = ids.index(asked) if asked in ids else -1
    found = ids[(place + 1) % len(ids)] if ids else ""
    return NextQuestion(found, today=False, session_over=session is not None)
