"""What becomes of answers whose program is gone: which there are, what can be done with each, and how it is resumed."""

from enum import StrEnum

from coach.domain.attempt import Unfinished, UnfinishedText, time_in_id
from coach.paths import Paths
from coach.practice.answers import Answer, GivenAnswer, TypedAnswer
from coach.practice.draft import take_up
from coach.practice.engines import Engines
from coach.practice.file_answer import recovered_answer
from coach.practice.unfinished import find_unfinished, find_unfinished_texts


class Remedy(StrEnum):
    """What can be done with an unfinished answer."""

    ASSESS = "assess"
    """Judge what there is of it."""
    TYPE = "type"
    """Continue typing."""
    LATER = "later"
    """Leave it where it is, to be offered again."""
    DELETE = "delete"
    """Throw it away."""


def find_all_unfinished(paths: Paths) -> tuple[Unfinished, ...]:
    """Find what is left of recordings and typed answers, oldest first; removes what holds no answer.

    Args:
        paths: Where everything lives.
    """
    found: list[Unfinished] = [*find_unfinished(paths.recordings), *find_unfinished_texts(paths.drafts)]
    return tuple(sorted(found, key=lambda each: each.id))


def remedies_for(unfinished: Unfinished, *, question_known: bool) -> tuple[Remedy, ...]:
    """Return what can be done with an unfinished answer, what helps most first.

    Args:
        unfinished: The answer.
        question_known: Whether its question is in the bank; otherwise there is nothing to judge it by.
    """
    assess = (Remedy.ASSESS,) if question_known else ()
    resume = (Remedy.TYPE,) if question_known and isinstance(unfinished, UnfinishedText) else ()
    return (*assess, *resume, Remedy.LATER, Remedy.DELETE)


def recover(unfinished: Unfinished, engines: Engines) -> GivenAnswer:
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
    return GivenAnswer(
        rubric=rubric,
        answer=answer,
        attempt_id=unfinished.id,
        answered_at=began,
        notice="This answer was left unfinished and has been recovered.",
    )
