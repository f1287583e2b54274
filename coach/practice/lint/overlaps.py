"""Finds key points that overlap: an answer that makes the one makes the other as well."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from coach.content.judge import Judge
from coach.content.plain_words import plain_words
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.lint.doubt import GRANTED, Doubt, place


def find_overlaps(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Answer with every single wording of every point, and see which other points it is taken for.

    Two points overlap where more than half of the wordings of each are taken for the other one. One way alone is no
    overlap: "it averages many trees, each on its own sample" rightly makes "it averages many trees".

    Args:
        rubric: The question.
        judge: Says what an answer covers.
    """
    said = [_wordings(point) for point in rubric.key_points]
    for one, other in combinations(range(len(said)), 2):
        there = _times_covered(rubric, said[one], rubric.key_points[other], judge)
        if 2 * there <= len(said[one]):
            continue
        back = _times_covered(rubric, said[other], rubric.key_points[one], judge)
        if 2 * back > len(said[other]):
            yield Doubt(
                f"{place(rubric, one)} and {place(rubric, other)} overlap: {there} of {len(said[one])} wordings of "
                f"{rubric.key_points[one].id} count as {rubric.key_points[other].id}, "
                f"and {back} of {len(said[other])} the other way round",
                "Merge the two, or reword them until an answer can make the one without the other.",
            )


def _wordings(point: KeyPoint) -> tuple[str, ...]:
    """Give every wording of a point that has words."""
    return tuple(text for text in (point.point, *point.also) if plain_words(text))


def _times_covered(rubric: Rubric, said: Sequence[str], point: KeyPoint, judge: Judge) -> int:
    """Count the wordings that cover a point, each taken for an answer; stops where half is out of reach."""
    alone = replace(rubric, key_points=(point,))
    covered = 0
    for left, text in zip(range(len(said), 0, -1), said, strict=True):
        if 2 * (covered + left) <= len(said):
            break
        covered += judge.judge(alone, typed_transcript(text)).points[0].verdict in GRANTED
    return covered
