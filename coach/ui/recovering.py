"""Makes an answer of what is not in the history yet: a recording, or a typed text."""

from coach.domain.attempt_id import time_in_id
from coach.domain.unfinished import Unfinished, UnfinishedText
from coach.practice.answers import Answer, TypedAnswer
from coach.practice.draft import take_up
from coach.practice.engines import Engines
from coach.practice.file_answer import recovered_answer
from coach.ui.pending import Pending


def recover(unfinished: Unfinished, engines: Engines) -> Pending:
    """Prepare the assessment of an unfinished answer.

    Raises:
        RubricError: Its question is not in the bank.
        AudioError: The recording cannot be written to.
    """
    rubric = engines.bank.get(unfinished.question_id)
    began = time_in_id(unfinished.id) or engines.now()
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
