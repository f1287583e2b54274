"""The changes to a rubric that labels can speak for; each gives a new rubric and leaves all other points alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.teaching.splitting import split_point


class Kind(StrEnum):
    """What a change does."""

    ALSO = "also"
    """Adds a wording."""
    THRESHOLD = "threshold"
    """Sets the probability from which the point counts as covered."""
    SPLIT = "split"
    """Makes two points of one."""


@dataclass(frozen=True, slots=True)
class AddAlso:
    """Adds the user's own sentence as another wording of a key point."""

    kind: ClassVar[Kind] = Kind.ALSO
    point: str
    """The key point's id."""
    sentence: str
    """The wording to add."""

    @property
    def added(self) -> tuple[str, ...]:
        """What is new, for a person."""
        return (self.sentence,)

    def apply(self, rubric: Rubric) -> Rubric:
        """Add the wording; a rubric without the point, or that has the wording, right or wrong, stays as it is."""
        return _change_point(rubric, self.point, lambda point, _: (self._add(point),))

    def _add(self, point: KeyPoint) -> KeyPoint:
        known = {wording.casefold() for wording in (point.point, *point.also, *point.mistakes)}
        return point if self.sentence.casefold() in known else replace(point, also=(*point.also, self.sentence))


@dataclass(frozen=True, slots=True)
class MoveThreshold:
    """Sets a key point's own threshold."""

    kind: ClassVar[Kind] = Kind.THRESHOLD
    point: str
    """The key point's id."""
    before: float | None
    """Its threshold so far; None where it has none of its own."""
    threshold: float
    """Similarity from which it counts as covered, above 0.0, at most 1.0."""

    @property
    def added(self) -> tuple[str, ...]:
        """What is new, for a person."""
        return (f"{'none of its own' if self.before is None else f'{self.before:.2f}'} → {self.threshold:.2f}",)

    def apply(self, rubric: Rubric) -> Rubric:
        """Set the threshold; a rubric without the point stays as it is."""
        return _change_point(rubric, self.point, lambda point, _: (replace(point, threshold=self.threshold),))


@dataclass(frozen=True, slots=True)
class SplitPoint:
    """Makes two key points of one that makes two claims."""

    kind: ClassVar[Kind] = Kind.SPLIT
    point: str
    """The key point's id."""
    first: str
    """The first claim."""
    second: str
    """The second claim."""

    @property
    def added(self) -> tuple[str, ...]:
        """What is new, for a person: a line for each claim."""
        return (self.first, self.second)

    def apply(self, rubric: Rubric) -> Rubric:
        """Split the point; a rubric without it, or whose point cannot be split any more, stays as it is."""
        return _change_point(rubric, self.point, lambda point, taken: split_point(point, taken) or (point,))


Edit = AddAlso | MoveThreshold | SplitPoint
"""Any of the changes."""


def _change_point(
    rubric: Rubric, point_id: str, change: Callable[[KeyPoint, frozenset[str]], tuple[KeyPoint, ...]]
) -> Rubric:
    taken = frozenset(point.id for point in rubric.key_points)
    points = [change(point, taken) if point.id == point_id else (point,) for point in rubric.key_points]
    return replace(rubric, key_points=tuple(each for some in points for each in some))
