"""Sets one answer beside one key point; nothing else has a say, so that a change to another point changes nothing."""

from dataclasses import dataclass

import numpy as np

from coach.content.comparer import Comparer, Side
from coach.content.embedder import Reading
from coach.content.heard_answer import HeardAnswer
from coach.content.kept_readings import KeptReadings
from coach.content.nearness import Matrix, measure_nearness
from coach.content.signals import Closely, Signals, gather_signals
from coach.content.verdicts import HalfMade
from coach.content.word_weights import WordWeights
from coach.content.wordings import Wordings, sides_of


@dataclass(frozen=True, slots=True, eq=False)
class ReadPoint:
    """One key point's wordings, encoded."""

    wordings: Wordings
    """The wordings."""
    readings: tuple[Reading, ...]
    """Their vectors, in the same order."""
    sides: tuple[Side, ...]
    """The same, ready to be compared word by word; empty without a comparer."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What an answer says for and against one key point, before anything is decided."""

    wordings: Wordings
    """The point's."""
    signals: Signals
    """The evidence."""
    half: HalfMade | None
    """How near its halves are; None where the point is one claim."""


def read_point(wordings: Wordings, kept: KeptReadings, weights: WordWeights, comparer: Comparer | None) -> ReadPoint:
    """Encode the wordings of a key point.

    Args:
        wordings: The wordings.
        kept: Reads them, or remembers.
        weights: How telling each word is.
        comparer: Trained together with the embedder; None where there is none.
    """
    readings = kept.of(wordings.words)
    sides = () if comparer is None else sides_of(wordings, readings, comparer, weights)
    return ReadPoint(wordings, readings, sides)


def weigh(heard: HeardAnswer, point: ReadPoint, weights: WordWeights, comparer: Comparer | None) -> Weighed:
    """Weigh an answer against a key point.

    Args:
        heard: The answer.
        point: The key point.
        weights: How telling each word is.
        comparer: As for both of them.
    """
    wordings = point.wordings
    both = measure_nearness(heard.passages, wordings.words, point.readings, weights)
    closely = None
    if comparer is not None and heard.projected is not None:
        closely = Closely(comparer, heard.passages, heard.projected, heard.weights, point.sides)
    signals = gather_signals(wordings, both, heard.passages, closely)
    return Weighed(wordings, signals, half_made(wordings, both))


def half_made(wordings: Wordings, both: Matrix) -> HalfMade | None:
    """Say how near an answer comes to either half of a point; None where the point is one claim.

    Args:
        wordings: The point's wordings.
        both: Nearness of every passage to every wording.
    """
    if not len(wordings.halves):
        return None
    near = both[:, wordings.halves].max(axis=0)
    return HalfMade(float(near.max() - near.min()), wordings.texts[int(wordings.halves[int(np.argmin(near))])])
