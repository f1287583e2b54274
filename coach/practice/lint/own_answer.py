"""Finds key points that the question's own model answer does not cover."""

from collections.abc import Iterator

from coach.content.judge import Judge
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.lint.doubt import Doubt, place, quoted


def find_uncovered_points(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Judge the model answer; without one there is nothing to say.

    Args:
        rubric: The question.
        judge: Says what an answer covers.
    """
    if not rubric.model_answer:
        return
    answer = typed_transcript(rubric.model_answer)
    nearest = judge.nearest(rubric, answer)
    for number, point in enumerate(judge.judge(rubric, answer).points):
        if point.verdict is Verdict.COVERED:
            continue
        passage = nearest[number] if point.evidence is None else None
        near = f", nearest to it {quoted(passage.text)}" if passage is not None else ""
        why = f"; {point.reason.rstrip('.')}" if point.verdict is not Verdict.MISSED else ""
        yield Doubt(
            f"{place(rubric, number)} is {point.verdict.value} in the question's own `model_answer`{near}{why}",
            "Say it in `model_answer` as clearly as a candidate should; where it is there, add that wording to `also`.",
        )
