"""Makes an answer of what is not in the history yet: a recording, or a typed text."""

from datetime import UTC, datetime

from coach.domain.unfinished import Unfinished, UnfinishedText
from coach.practice.answers import Answer, TypedAnswer
from coach.practice.draft import take_up
from coach.practice.engines import Engines
from coach.practice.file_answer import recovered_answer
from coach.ui.pending import Pending

_STAMP = "%Y%m%dT%H%M%SZ"
"""How an attempt's id begins."""


def recorded_at(attempt_id: str, otherwise: datetime) -> datetime:
    """Read from an attempt's id when the answer began.

    Args:
        attempt_id: For instance `20260301T090000Z-4f1c9a`.
        otherwise: The answer where the id holds no time.
    """
    try:
        return datetime.strptime(attempt_id.partition("-")[0], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return otherwise


def recover(unfinished: Unfinished, engines: Engines) -> Pending:
    """Prepare the assessment of an unfinished answer.

    Raises:
        RubricError: Its question is not in the bank.
        AudioError: The recording cannot be written to.
    """
    rubric = engines.bank.get(unfinished.question_id)
    began = recorded_at(unfinished.id, engines.now())
    answer: Answer
    if isinstance(unfinished, UnfinishedText):
        answer = TypedAnswer(unfinished.text, take_up(unfinished, began))
    else:
        answer = recovered_answer(unfinished, engines, rubric)
    return Pending(
        rubric=rubric,
        answer=answer,
        attempt_id=unfinished.id,
        answered_at=began,
        notice="This answer was left unfinished and has been recovered.",
    )
