"""Finds key points that overlap: an answer that makes the one makes the other as well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from coach.content.heard_answer import HeardAnswer
from coach.content.judge import Judge
from coach.content.weighing import Weighed
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, typed_transcript
from coach.practice.lint.doubt import GRANTED, Doubt, place


@dataclass(frozen=True, slots=True)
class _Said:
    """One wording of a point, taken for an answer."""

    transcript: Transcript
    """The words."""
    heard: HeardAnswer
    """The same, encoded."""
    own: Weighed
    """Weighed against the point that it belongs to."""


def find_overlaps(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Answer with every single wording of every point, and see which other points it is taken for.

    Two points overlap where more than half of the wordings of each are taken for the other one. One way alone is no
    overlap: "it averages many trees, each on its own sample" rightly makes "it averages many trees".

    Args:
        rubric: The question.
        judge: Says what an answer covers.
    """
    said = [_say_all(rubric, number, judge) for number in range(len(rubric.key_points))]
    for one, other in combinations(range(len(said)), 2):
        there = _times_covered(rubric, said[one], (one, other), judge)
        if 2 * there <= len(said[one]):
            continue
        back = _times_covered(rubric, said[other], (other, one), judge)
        if 2 * back > len(said[other]):
            yield Doubt(
                f"{place(rubric, one)} and {place(rubric, other)} overlap: {there} of {len(said[one])} wordings of "
                f"{rubric.key_points[one].id} count as {rubric.key_points[other].id}, "
                f"and {back} of {len(said[other])} the other way round",
                "Merge the two, or reword them until an answer can make the one without the other.",
            )


def _say_all(rubric: Rubric, number: int, judge: Judge) -> tuple[_Said, ...]:
    """Take every wording of a point for an answer, without those that have no words."""
    point = rubric.key_points[number]
    read = judge.read(rubric.question, point)
    said = []
    for text in (point.point, *point.also):
        transcript = typed_transcript(text)
        heard = judge.hear(rubric, transcript)
        if heard is not None:
            said.append(_Said(transcript, heard, judge.weigh(heard, read)))
    return tuple(said)


def _times_covered(rubric: Rubric, said: Sequence[_Said], pair: tuple[int, int], judge: Judge) -> int:
    """Count the wordings of the first point of a pair that cover the second; stops where half is out of reach."""
    points = tuple(rubric.key_points[number] for number in pair)
    both, other = replace(rubric, key_points=points), judge.read(rubric.question, points[1])
    covered = 0
    for left, each in zip(range(len(said), 0, -1), said, strict=True):
        if 2 * (covered + left) <= len(said):
            break
        weighed = (each.own, judge.weigh(each.heard, other))
        coverage = judge.conclude(both, each.transcript, each.heard, weighed)
        covered += coverage.points[1].verdict in GRANTED
    return covered
