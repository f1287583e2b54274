"""Finds key points that the question's own model answer does not cover."""

from collections.abc import Iterator

from coach.content.judge import Asked, Judge
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.lint.doubt import Doubt, place, quoted

NEAREST = {
    Verdict.PARTLY: "which makes only half of it:",
    Verdict.UNSURE: "which may or may not make it:",
    Verdict.MISSED: "nearest to it",
    Verdict.CONTRADICTED: "where it reads as the opposite:",
}
"""What is said of the words that are quoted, by verdict."""


def find_uncovered_points(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Judge the model answer; without one there is nothing to say.

    Args:
        rubric: The question.
        judge: Says what an answer covers.
    """
    if not rubric.model_answer:
        return
    (heard,) = judge.hear(rubric, [typed_transcript(rubric.model_answer)])
    asked = Asked(rubric, heard)
    nearest = judge.near(asked)
    for number, point in enumerate(judge.judge_each([asked])[0].points):
        if point.verdict is Verdict.COVERED:
            continue
        passage = point.evidence or (heard.said.quote(nearest[number].words) if nearest else None)
        near = f", {NEAREST[point.verdict]} {quoted(passage.text)}" if passage is not None else ""
        yield Doubt(
            f"{place(rubric, number)} is {point.verdict.value} in the question's own `model_answer`{near}",
            "Say it in `model_answer` as clearly as a candidate should; where it is there, add that wording to `also`.",
        )
