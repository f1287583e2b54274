"""The changes to a rubric that labels can suggest: a wording in the user's own words, a threshold, a split in two.

Each gives a new rubric and leaves all other points alone.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from coach.bank.load import ID_LENGTH
from coach.content.halves import claims_of
from coach.content.tidying import EMPTY_WORDS, LONGEST_REPEAT
from coach.content.words import content_stems, plain_words
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.spelling import wording_key
from coach.domain.transcript import Word
from coach.domain.word_lists import is_filled_pause
from coach.plain import without_hidden


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
        known = {wording_key(wording) for wording in (point.point, *point.also, *point.mistakes)}
        return point if wording_key(self.sentence) in known else replace(point, also=(*point.also, self.sentence))


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
        return (f"{'the default' if self.before is None else f'{self.before:.2f}'} → {self.threshold:.2f}",)

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


def split_point(point: KeyPoint, taken: Collection[str]) -> tuple[KeyPoint, KeyPoint] | None:
    """Split a key point in two, each with half its importance and without its threshold.

    A wording, right or wrong, goes to the claim that it shares more words with, and to the first where it shares as
    many with both. That is crude: a wording that makes both claims proves only one of them afterwards.

    Args:
        point: The key point.
        taken: Ids of the rubric, its own included.

    Returns:
        None where it makes one claim only, or where half of it is known as a mistake.
    """
    claims = claims_of(point.point)
    importance = point.importance / 2.0
    if claims is None or importance <= 0.0:
        return None
    known = {wording_key(claim) for claim in claims}
    if len(known) == 1 or any(wording_key(mistake) in known for mistake in point.mistakes):
        return None
    ids = _new_ids(point.id, taken)
    also = [(wording, _nearer(wording, claims)) for wording in point.also if wording_key(wording) not in known]
    mistakes = [(wording, _nearer(wording, claims)) for wording in point.mistakes]
    first, second = (
        KeyPoint(
            id=ids[half],
            point=claims[half],
            importance=importance,
            also=tuple(wording for wording, at in also if at == half),
            mistakes=tuple(wording for wording, at in mistakes if at == half),
        )
        for half in (0, 1)
    )
    return first, second


def _nearer(wording: str, claims: tuple[str, str]) -> int:
    stems = content_stems(wording)
    first, second = (len(stems & content_stems(claim)) for claim in claims)
    return 1 if second > first else 0


def _new_ids(point_id: str, taken: Collection[str]) -> tuple[str, str]:
    found: list[str] = []
    number = 0
    while len(found) < 2:  # noqa: PLR2004 - a half each
        number += 1
        ending = f"-{number}"
        candidate = f"{point_id[: ID_LENGTH - len(ending)]}{ending}"
        if candidate not in taken:
            found.append(candidate)
    return found[0], found[1]


FEWEST_WORDS = 3
"""Fewer words claim nothing."""


MOST_WORDS = 40
"""More words are a speech, and near to much."""


_LEADING = frozenset("so and but well okay ok yeah because".split())


_TRAILING = frozenset("so and but or because".split())


_ENDS = (".", "!", "?")


def own_sentence(words: tuple[Word, ...]) -> str | None:
    """Write what was said as one readable sentence.

    Fillers, restarts and the "so" and "and" at either end go; the wording and its spelling stay the user's own.

    Args:
        words: One passage of an answer, fillers marked.

    Returns:
        None where fewer than 3 or more than 40 words are left.
    """
    said: list[str] = []
    for word in words:
        text = without_hidden(word.text).strip()
        if text and not word.filler and not _is_filler(text):
            said.append(text)
            _forget_restart(said)
    while said and _plain(said[0]) in _LEADING:
        del said[0]
    while said and _plain(said[-1]) in _TRAILING:
        del said[-1]
    if not FEWEST_WORDS <= len(said) <= MOST_WORDS or len(plain_words(" ".join(said))) < FEWEST_WORDS:
        return None
    begins = [at == 0 or said[at - 1].endswith(_ENDS) for at in range(len(said))]
    text = " ".join(f"{word[:1].upper()}{word[1:]}" if new else word for word, new in zip(said, begins, strict=True))
    text = text.rstrip(",;:–—- ")
    return text if text.endswith(_ENDS) else f"{text}."


def _plain(text: str) -> str:
    return " ".join(plain_words(text))


def _is_filler(text: str) -> bool:
    plain = _plain(text)
    return is_filled_pause(plain) or plain in EMPTY_WORDS - {"like"}  # "a model like this"


def _forget_restart(said: list[str]) -> None:
    """Take out words that were just said again: `it drives it drives` keeps one; numbers may well be said twice."""
    for size in range(1, LONGEST_REPEAT + 1):
        again, before = said[-size:], said[-2 * size : -size]
        plain = [_plain(word) for word in again]
        same = len(before) == size and all(plain) and plain == [_plain(word) for word in before]
        ended = any(word.endswith(_ENDS) for word in before)
        if same and not ended and not any(word.isdigit() for word in plain):
            del said[-2 * size : -size]
            return
