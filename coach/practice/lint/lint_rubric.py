"""Everything that the judge and the voice have to say against one question."""

from collections.abc import Iterator, Sequence

from coach.content.judge import Judge
from coach.domain.rubric import Rubric
from coach.practice.lint.doubt import Doubt
from coach.practice.lint.general_points import choose_foreign, find_general_points
from coach.practice.lint.model_answers import ModelAnswers
from coach.practice.lint.near_mistakes import find_near_mistakes
from coach.practice.lint.overlaps import find_overlaps
from coach.practice.lint.own_answer import find_uncovered_points
from coach.practice.lint.unknown_words import Pronouncer, find_unknown_words


def lint_rubric(
    rubric: Rubric,
    bank: Sequence[Rubric],
    judge: Judge | None,
    pronouncer: Pronouncer | None,
    answers: ModelAnswers | None = None,
) -> Iterator[Doubt]:
    """Try a question out.

    Args:
        rubric: The question.
        bank: Other questions, from which foreign answers are taken; this one may be among them.
        judge: Says what an answer covers; None leaves out what needs it.
        pronouncer: Says what the voice knows of words; None leaves out what needs it.
        answers: Has the model answers that were heard before, for whoever tries out many questions.
    """
    if judge is not None:
        yield from find_uncovered_points(rubric, judge)
        yield from find_overlaps(rubric, judge)
        yield from find_general_points(rubric, choose_foreign(rubric, bank), answers or ModelAnswers(judge), judge)
        yield from find_near_mistakes(rubric, judge)
    if pronouncer is not None:
        yield from find_unknown_words(rubric, pronouncer)
