"""What speaks for and against a key point in an answer, as a handful of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.content.comparer import OTHERWISE, SAME, Comparer, Side
from coach.content.nearness import Matrix
from coach.content.passages import Passage, Passages
from coach.content.wordings import Wordings

CANDIDATES = 3
"""Passages that are looked at closely for a point, and as many again for its wrong claims."""

WORDINGS_COMPARED = 3
"""Wordings of a point that are compared word by word: the point itself and the nearest others."""

SURE = 4.0
"""Log odds are cut off here on either side, so that one sure mistake of the comparer does not decide alone."""


@dataclass(frozen=True, slots=True)
class Signals:
    """The evidence about one point."""

    near: float
    """Nearness of the proof to the nearest right wording, -1.0 to 1.0."""
    same: float
    """Log odds, by the comparer, that the proof makes the point; 0.0 without a comparer."""
    otherwise: float
    """Log odds, by the comparer, that the passage against it says otherwise; 0.0 without a comparer."""
    lead: float
    """Nearness of any passage to a right wording, less that of any passage to a wrong one; less than 0 is bad."""
    relevance: float
    """Nearness of any passage to any of the wordings, right or wrong."""
    agrees: float
    """Log odds, by the comparer, that a wrong claim was made; 0.0 without a comparer."""
    named: bool
    """Whether the rubric names the wrong claims."""
    proof: Passage
    """The passage that speaks most for the point."""
    proof_wording: int
    """The right wording nearest to it."""
    against: Passage
    """The passage that is nearest to a wrong claim."""
    against_wording: int
    """The wrong wording nearest to it; the point itself where there is none."""
    near_wrong: float
    """Nearness of any passage to the nearest wrong claim; -1.0 where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Closely:
    """Compares passages with wordings word by word."""

    comparer: Comparer
    """The network."""
    passages: Passages
    """The answer."""
    projected: npt.NDArray[np.float32]
    """The answer's words as the comparer projects them, shape (tokens, width)."""
    weights: npt.NDArray[np.float32]
    """How telling each word of the answer is, shape (tokens,)."""
    wordings: tuple[Side, ...]
    """Every wording of the point."""

    def odds(self, passages: Sequence[int], wordings: Sequence[int]) -> npt.NDArray[np.float32]:
        """Compare each of some passages with each of some wordings.

        Returns:
            Probabilities of otherwise, nothing and the same, shape (passages, wordings, 3).
        """
        said = [self._side(passage) for passage in passages]
        return self.comparer.compare([self.wordings[wording] for wording in wordings], said)

    def _side(self, passage: int) -> Side:
        inside = self.passages.each[passage].tokens
        part = slice(inside.start, inside.stop)
        return Side(self.passages.words[part], self.projected[part], self.weights[part], self.passages.wholes[passage])


def gather_signals(point: Wordings, both: Matrix, passages: Passages, closely: Closely | None) -> Signals:
    """Weigh every passage against one point.

    Args:
        point: Its wordings.
        both: Nearness of every passage to every wording.
        passages: The answer.
        closely: Compares word by word; None where the encoder has no comparer.
    """
    right = both[:, point.right]
    candidates = [int(row) for row in np.argsort(-right.max(axis=1), kind="stable")[:CANDIDATES]]
    if len(point.wrong):
        wrong = both[:, point.wrong]
        candidates += [
            row for row in np.argsort(-wrong.max(axis=1), kind="stable")[:CANDIDATES] if row not in candidates
        ]
    rows = np.array(candidates)
    near = right[rows].max(axis=1)
    near_wrong = both[np.ix_(rows, point.wrong)].max(axis=1) if len(point.wrong) else np.full_like(near, -1.0)
    same, otherwise, agrees = (np.zeros(len(rows), dtype=np.float32) for _ in range(3))
    if closely is not None:
        nearest = point.right[1:][np.argsort(-both[np.ix_(rows, point.right[1:])].max(axis=0), kind="stable")]
        compared = [int(point.right[0]), *(int(place) for place in nearest[: WORDINGS_COMPARED - 1])]
        wrong_ones = [int(place) for place in point.wrong] if point.named else []
        odds = closely.odds(candidates, [*compared, *wrong_ones])
        same = _log_odds(odds[:, : len(compared), SAME].max(axis=1))
        otherwise = _log_odds(odds[:, 0, OTHERWISE])
        if wrong_ones:
            agrees = _log_odds(odds[:, len(compared) :, SAME].max(axis=1))
    proof = int(np.argmax(6.0 * near + same))
    against = int(np.argmax(near_wrong)) if len(point.wrong) else proof
    row, other = int(rows[proof]), int(rows[against])
    return Signals(
        near=float(near[proof]),
        same=float(same[proof]),
        otherwise=float(otherwise[against]),
        lead=float(near.max() - near_wrong.max()) if len(point.wrong) else 0.0,
        relevance=max(float(near.max()), float(near_wrong.max())),
        agrees=float(agrees[against]),
        named=point.named,
        proof=passages.each[row],
        proof_wording=int(point.right[np.argmax(right[row])]),
        against=passages.each[other],
        against_wording=int(point.wrong[np.argmax(both[other, point.wrong])] if len(point.wrong) else point.right[0]),
        near_wrong=float(near_wrong[against]),
    )


def _log_odds(probabilities: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    kept = np.clip(probabilities, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.clip(np.log(kept / (1.0 - kept)), -SURE, SURE), dtype=np.float32)
