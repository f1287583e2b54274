"""How near each passage of an answer is to each wording of a rubric: as wholes, and word by word."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coach.content.embedder import Reading
from coach.content.passages import Passages
from coach.content.word_weights import WordWeights

Matrix = npt.NDArray[np.float32]
"""One number for each passage and wording, -1.0 to 1.0, shape (passages, wordings)."""


def measure_nearness(
    passages: Passages, wordings: Sequence[Sequence[str]], readings: Sequence[Reading], weights: WordWeights
) -> Matrix:
    """Compare every passage with every wording.

    Two measures are averaged, as the encoder was trained to make them high for what was said and low for its opposite:
    the cosine of the wholes, and how much of the wording the passage holds, for each word of the wording the nearest
    word of the passage, weighted by how telling the word is (maxsim, as in ColBERT, arXiv 2004.12832, with weights).

    Args:
        passages: At least one.
        wordings: The plain words of each wording, at least one wording.
        readings: Their vectors, in the same order.
        weights: How telling each word is.
    """
    cosine = passages.wholes @ np.stack([reading.whole for reading in readings]).T
    words = np.concatenate([reading.words for reading in readings])
    telling = np.concatenate([weights.of(each) for each in wordings])
    telling *= np.concatenate([reading.counts for reading in readings]) > 0  # what the encoder cut off says nothing
    lengths = np.array([len(reading.counts) for reading in readings])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    total = np.maximum(np.add.reduceat(telling, starts), 1e-6)
    likeness = passages.words @ words.T
    found = np.empty_like(cosine)
    for row, passage in enumerate(passages.each):
        nearest = likeness[passage.tokens.start : passage.tokens.stop].max(axis=0)
        found[row] = np.add.reduceat(nearest * telling, starts) / total
    return np.asarray((cosine + found) / 2, dtype=np.float32)
