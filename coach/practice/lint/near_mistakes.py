"""Finds wrong claims that are nearer to their key point than its own paraphrases are."""

from collections.abc import Iterator
from dataclasses import replace

from coach.content.judge import Judge
from coach.content.weighing import ReadPoint
from coach.domain.rubric import Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.lint.doubt import Doubt, place, quoted

CLEARLY = 0.15
"""How much nearer than every paraphrase a mistake must be. A good mistake differs from the point in little else than
its claim, and is often a little nearer than a free paraphrase: of the 309 mistakes in the shipped questions 114 are."""


def find_near_mistakes(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Measure how near each mistake and each paraphrase comes to the point's own sentence, as the judge measures it.

    Args:
        rubric: The question.
        judge: Measures nearness.
    """
    for number, point in enumerate(rubric.key_points):
        if not point.also or not point.mistakes:
            continue
        bare = judge.read(rubric.question, replace(point, also=()))
        nearest = max(_nearness(rubric, also, bare, judge) for also in point.also)
        for at, mistake in enumerate(point.mistakes, start=1):
            near = _nearness(rubric, mistake, bare, judge)
            if near >= nearest + CLEARLY:
                yield Doubt(
                    f"{place(rubric, number, f'.mistakes[{at}]')} is nearer to the point ({near:.2f}) than any `also` "
                    f"is (at most {nearest:.2f}): {quoted(mistake)}",
                    "Add an `also` that keeps nearer to the words of the point, or word the mistake more differently.",
                )


def _nearness(rubric: Rubric, text: str, point: ReadPoint, judge: Judge) -> float:
    """Nearness of a text to a point's sentence, -1.0 to 1.0; -1.0 for a text without any words."""
    heard = judge.hear(rubric, typed_transcript(text))
    return judge.weigh(heard, point).signals.near if heard is not None else -1.0
