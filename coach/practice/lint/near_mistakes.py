"""Finds wrong claims that are nearer to their key point than its own paraphrases are."""

from collections.abc import Iterator

from coach.content.judge import Judge
from coach.domain.rubric import Rubric
from coach.practice.lint.doubt import Doubt, place, quoted

CLEARLY = 0.15
"""How much nearer than every paraphrase a mistake must be. A good mistake differs from the point in little else than
its claim, and is often a little nearer than a free paraphrase: of the 309 mistakes in the shipped questions 114 are."""


def find_near_mistakes(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Measure how near each mistake and each paraphrase comes to the point's own sentence, by similarity.

    Args:
        rubric: The question.
        judge: Measures nearness.
    """
    for number, point in enumerate(rubric.key_points):
        if not point.also or not point.mistakes:
            continue
        nearest = max(judge.nearness(point.also, [point.point]))
        for at, (mistake, near) in enumerate(
            zip(point.mistakes, judge.nearness(point.mistakes, [point.point]), strict=True), start=1
        ):
            if near >= nearest + CLEARLY:
                yield Doubt(
                    f"{place(rubric, number, f'.mistakes[{at}]')} is nearer to the point ({near:.2f}) than any `also` "
                    f"is (at most {nearest:.2f}): {quoted(mistake)}",
                    "Add an `also` that keeps nearer to the words of the point, or word the mistake more differently.",
                )
