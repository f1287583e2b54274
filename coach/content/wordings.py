"""Every wording that a key point is matched by: right ones, wrong ones, and where it names none, made-up wrong ones."""

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
from coach.domain.rubric import KeyPoint

UNSAYABLE = "unsayable"
"""Stands for a wording without any words, such as a formula in symbols alone: nothing that is said comes near it."""

Places = npt.NDArray[np.intp]
"""Indices of wordings."""


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """One key point's wordings in one list, and which of them are what."""

    texts: tuple[str, ...]
    """As the rubric writes them; made-up ones as plain words."""
    words: tuple[tuple[str, ...], ...]
    """The same as plain words."""
    right: Places
    """The point and its paraphrases, the point first; at least one."""
    wrong: Places
    """Claims that exclude the point; those of the rubric where it names any, else those made of the point."""
    named: bool
    """Whether the rubric names the wrong claims."""
    halves: Places
    """The two claims that the point consists of; empty where it is one."""


def list_wordings(point: KeyPoint, question: str) -> Wordings:
    """Put every wording of a key point in one list.

    Args:
        point: The key point.
        question: The question it belongs to; wrong claims are not made out of its words.
    """
    texts: list[str] = []

    def add(*wordings: str) -> Places:
        begin = len(texts)
        texts.extend(wordings)
        return np.arange(begin, len(texts))

    right, wrong = add(point.point, *point.also), add(*point.mistakes)
    named = bool(len(wrong))
    if not named:
        wrong = add(*counterfactuals(point.point, question))
    halves = add(*(halves_of(point.point) or ()))
    words = tuple(plain_words(text) or (UNSAYABLE,) for text in texts)
    return Wordings(tuple(texts), words, right, wrong, named, halves)


def sides_of(
    wordings: Wordings, readings: Sequence[Reading], comparer: Comparer, weights: WordWeights
) -> tuple[Side, ...]:
    """Get each wording ready to be compared."""
    return tuple(
        Side(reading.words, comparer.project(reading.words), weights.of(words) * (reading.counts > 0), reading.whole)
        for reading, words in zip(readings, wordings.words, strict=True)
    )
