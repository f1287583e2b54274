"""Every wording that a rubric is matched by: right ones, wrong ones, and where it names none, made-up wrong ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.content.comparer import Comparer, Side
from coach.content.counterfactuals import counterfactuals
from coach.content.embedder import Reading
from coach.content.halves import halves_of
from coach.content.plain_words import plain_words
from coach.content.word_weights import WordWeights
from coach.domain.rubric import Rubric

UNSAYABLE = "unsayable"
"""Stands for a wording without any words, such as a formula in symbols alone: nothing that is said comes near it."""

Places = npt.NDArray[np.intp]
"""Indices of wordings."""


@dataclass(frozen=True, slots=True, eq=False)
class PointPlaces:
    """Where one key point's wordings stand in the list of all."""

    right: Places
    """The point and its paraphrases, the point first; at least one."""
    wrong: Places
    """Claims that exclude the point; those of the rubric where it names any, else those made of the point."""
    named: bool
    """Whether the rubric names the wrong claims."""
    halves: Places
    """The two claims that the point consists of; empty where it is one."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """A rubric's wordings in one list."""

    texts: tuple[str, ...]
    """As the rubric writes them; made-up ones as plain words."""
    words: tuple[tuple[str, ...], ...]
    """The same as plain words."""
    points: tuple[PointPlaces, ...]
    """In the order of the key points."""


def list_wordings(rubric: Rubric) -> Wordings:
    """Put every wording of a rubric in one list."""
    texts: list[str] = []
    points: list[PointPlaces] = []

    def add(*wordings: str) -> Places:
        begin = len(texts)
        texts.extend(wordings)
        return np.arange(begin, len(texts))

    for point in rubric.key_points:
        right = add(point.point, *point.also)
        wrong = add(*point.mistakes)
        named = bool(len(wrong))
        if not named:
            wrong = add(*counterfactuals(point.point, rubric.question))
        points.append(PointPlaces(right, wrong, named, add(*(halves_of(point.point) or ()))))
    return Wordings(tuple(texts), tuple(plain_words(text) or (UNSAYABLE,) for text in texts), tuple(points))


def sides_of(
    wordings: Wordings, readings: Sequence[Reading], comparer: Comparer, weights: WordWeights
) -> tuple[Side, ...]:
    """Get each wording ready to be compared."""
    return tuple(
        Side(reading.words, comparer.project(reading.words), weights.of(words) * (reading.counts > 0), reading.whole)
        for reading, words in zip(readings, wordings.words, strict=True)
    )
