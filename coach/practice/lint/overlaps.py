"""Finds key points that overlap: an answer that makes the one makes the other as well."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, permutations

from coach.content.judge import Asked, Compared, Judge
from coach.content.plain_words import plain_words
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.lint.doubt import GRANTED, Doubt, place

LEAST_LIKE = 0.44
"""Cosine of the two nearest wordings of two points from which they may overlap. Of 186 pairs of points in the shipped
questions, 7 had more than half of the wordings of one taken for the other, none of them below 0.45."""

TRIED_FIRST = 2
"""Wordings that are tried first, those nearest to the other point; where none is taken for it, no others are."""


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """One point said in each of its wordings, for another one."""

    point: KeyPoint
    """The other point."""
    heard: Sequence[Compared]
    """Each wording, taken for an answer."""
    near: Sequence[float]
    """How near each wording comes to the other point, -1.0 to 1.0."""

    @property
    def nearest_first(self) -> list[int]:
        """The places of the wordings."""
        return sorted(range(len(self.near)), key=lambda at: -self.near[at])


def find_overlaps(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Answer with every single wording of every point, and see which other points it is taken for.

    Two points overlap where more than half of the wordings of each are taken for the other one. One way alone is no
    overlap: "it averages many trees, each on its own sample" rightly makes "it averages many trees".

    Args:
        rubric: The question.
        judge: Says what an answer covers.
    """
    said = [_wordings(point) for point in rubric.key_points]
    heard = judge.hear(rubric, [typed_transcript(text) for texts in said for text in texts])
    firsts = [sum(len(texts) for texts in said[:at]) for at in range(len(said) + 1)]
    spoken = [heard[start:stop] for start, stop in pairwise(firsts)]
    ways = {
        (one, other): _Way(rubric.key_points[other], spoken[one], judge.nearness(said[one], said[other]))
        for one, other in permutations(range(len(said)), 2)
    }
    there = _times_covered(rubric, {pair: ways[pair] for pair in combinations(range(len(said)), 2)}, judge)
    back = _times_covered(rubric, {(other, one): ways[other, one] for one, other in there}, judge)
    for one, other in there:
        if (other, one) in back:
            yield Doubt(
                f"{place(rubric, one)} and {place(rubric, other)} overlap: {there[one, other]} of {len(said[one])} "
                f"wordings of {rubric.key_points[one].id} count as {rubric.key_points[other].id}, "
                f"and {back[other, one]} of {len(said[other])} the other way round",
                "Merge the two, or reword them until an answer can make the one without the other.",
            )


def _wordings(point: KeyPoint) -> tuple[str, ...]:
    """Give every wording of a point that has words."""
    return tuple(text for text in (point.point, *point.also) if plain_words(text))


def _times_covered(rubric: Rubric, ways: Mapping[tuple[int, int], _Way], judge: Judge) -> dict[tuple[int, int], int]:
    """Count the wordings of one point that cover another; only where they are more than half."""
    alike = {pair: way for pair, way in ways.items() if max(way.near, default=-1.0) >= LEAST_LIKE}
    first = _granted(rubric, {pair: (way, way.nearest_first[:TRIED_FIRST]) for pair, way in alike.items()}, judge)
    hopeful = {pair: way for pair, way in alike.items() if first[pair]}
    rest = _granted(rubric, {pair: (way, way.nearest_first[TRIED_FIRST:]) for pair, way in hopeful.items()}, judge)
    covered = {pair: first[pair] + rest[pair] for pair in hopeful}
    return {pair: times for pair, times in covered.items() if 2 * times > len(ways[pair].heard)}


def _granted(
    rubric: Rubric, tried: Mapping[tuple[int, int], tuple[_Way, Sequence[int]]], judge: Judge
) -> dict[tuple[int, int], int]:
    """Judge all of these wordings together, and count those that are granted."""
    asked = [
        (pair, Asked(replace(rubric, key_points=(way.point,)), way.heard[at]))
        for pair, (way, places) in tried.items()
        for at in places
    ]
    times = dict.fromkeys(tried, 0)
    for (pair, _), coverage in zip(asked, judge.judge_each([each for _, each in asked]), strict=True):
        times[pair] += coverage.points[0].verdict in GRANTED
    return times
