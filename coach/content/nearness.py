"""How near each passage of an answer is to each wording of a rubric."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.content.embedder import Embedder, Vectors
from coach.content.passages import Passage
from coach.content.tokens import content_stems
from coach.domain.rubric import KeyPoint

PROOF_CONTENT_WORDS = 4
"""Content words that a passage needs to prove a point: "k-NN: classification" is near to much and claims little."""

Flags = npt.NDArray[np.bool_]
"""One flag for each passage, shape (passages,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The passage and wording that come closest to each other."""

    passage: Passage
    """The stretch of the answer."""
    wording: str
    """The wording of the rubric."""
    cosine: float
    """Their cosine, -1.0 to 1.0."""
    row: int
    """Index of the passage."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """One key point, or its wrong claims, against every passage."""

    passages: Sequence[Passage]
    """At least one."""
    wordings: tuple[str, ...]
    """At least one."""
    cosines: Vectors
    """Shape (passages, wordings)."""

    @property
    def by_passage(self) -> npt.NDArray[np.float32]:
        """Cosine of each passage with its nearest wording, shape (passages,)."""
        best: npt.NDArray[np.float32] = self.cosines.max(axis=1)
        return best

    def nearest(self, allowed: Flags | None = None) -> Nearest | None:
        """Find the nearest pair among the passages allowed; None where none is."""
        if allowed is not None and not allowed.any():
            return None
        cosines = self.cosines if allowed is None else np.where(allowed[:, np.newaxis], self.cosines, -np.inf)
        row, column = (int(index) for index in np.unravel_index(int(np.argmax(cosines)), cosines.shape))
        return Nearest(self.passages[row], self.wordings[column], float(cosines[row, column]), row)

    def wordings_near(self, row: int) -> tuple[str, ...]:
        """Every wording, the nearest to one passage first."""
        return tuple(self.wordings[column] for column in np.argsort(-self.cosines[row]))


def compare(
    points: Sequence[KeyPoint], passages: Sequence[Passage], embedder: Embedder
) -> tuple[tuple[Nearness, ...], tuple[Nearness | None, ...]]:
    """Compare every passage with every key point.

    Returns:
        The nearness to each point in all its wordings, and to each point's wrong claims where the rubric names any.
    """
    vectors = embedder.embed([passage.text for passage in passages])

    def against(wordings: tuple[str, ...]) -> Nearness:
        return Nearness(passages, wordings, vectors @ embedder.embed(wordings).T)

    right = tuple(against((point.point, *point.also)) for point in points)
    wrong = tuple(against(point.mistakes) if point.mistakes else None for point in points)
    return right, wrong


def full_enough(passages: Sequence[Passage]) -> Flags:
    """Say of each passage whether it has enough content words to prove anything."""
    return np.array([len(content_stems(passage.text)) >= PROOF_CONTENT_WORDS for passage in passages], dtype=np.bool_)
