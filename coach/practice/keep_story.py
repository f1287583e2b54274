"""Makes an answer that was given the model answer of its question: one's own story, to be told again."""

from dataclasses import replace
from pathlib import Path

from coach.bank.bank import Bank
from coach.bank.open_rubric import open_rubric, save_rubric
from coach.domain.attempt import Attempt

STORIES = "behavioral"
"""The round whose questions ask for stories; nobody else's answer is a model there."""


def tells_story(attempt: Attempt, bank: Bank) -> bool:
    """Whether an answer is a story that could be kept."""
    return not attempt.transcript.empty and any(
        entry.round == STORIES and entry.rubric.id == attempt.question_id for entry in bank.entries
    )


def keep_story(attempt: Attempt, bank: Bank, own: Path) -> Path:
    """Write an answer into the user's own version of its question, in place of the model answer.

    Args:
        attempt: The answer; fillers are left out.
        bank: The questions.
        own: The user's folder.

    Returns:
        The file.

    Raises:
        RubricError: The question is not in the bank, or its file cannot be written.
    """
    opened = open_rubric(bank.entry(attempt.question_id), own)
    told = " ".join(word.text for word in attempt.transcript.words if not word.filler)
    save_rubric(opened, replace(opened.rubric, model_answer=" ".join(told.split())))
    return opened.path
