"""From what was read to a verdict: a handful of calibrated numbers, each of which can work in one direction only."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coach.domain.coverage import Verdict
from coach.errors import WeightsError

LEAST_CHANCE = 1e-4
"""Probabilities are taken for no smaller, so that one entailment cannot overrule all others."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known about one point."""

    made: float
    """Mean probability, over the point's wordings, that the answer makes it, wholly or in part."""
    partly: float
    """Mean probability that it makes only a part."""
    missed: float
    """Mean probability that it doesn't touch it."""
    contradicted: float
    """Mean probability that it denies it."""
    mistaken: float
    """Probability that it makes one of the named wrong claims, of the likeliest; 0.0 where none is named."""
    near: float
    """Cosine of the nearest passage and wording, -1.0 to 1.0."""


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each of three outcomes is; they sum to 1."""

    made: float
    """The point was made, wholly or in part."""
    missed: float
    """It wasn't touched."""
    contradicted: float
    """It was denied."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Turns signals into chances, and chances into verdicts; fitted by `models/training/calibrate.py`."""

    read: float
    """Coefficient of the reader's log probabilities, at least 0."""
    near: float
    """Coefficient of the nearness for a point that is made, at least 0."""
    mistaken: float
    """Coefficient of a named wrong claim for a point that is contradicted, at least 0."""
    missed_bias: float
    """Log odds of missed beside made, all else being equal."""
    contradicted_bias: float
    """Log odds of contradicted beside made, all else being equal."""
    contradicted_from: float
    """Chance from which a point is called contradicted, where that is likeliest."""
    made_from: float
    """Chance from which a point is called made, where that is likeliest."""
    asked_from: float
    """Chance of either from which the user is asked, where neither is said; below, the point is called missed."""
    partly_from: float
    """Share of `partly` in `made` from which a point is called partly made."""
    near_from: float = -1.0
    """Nearness below which nothing that was said is about the point; -1.0 where similarity has no say."""

    def weigh(self, signals: Signals) -> Chances:
        """Work out the chances of the three outcomes."""
        logs = np.log(np.maximum([signals.made, signals.missed, signals.contradicted], LEAST_CHANCE))
        scores = self.read * logs + [
            self.near * signals.near,
            self.missed_bias,
            self.contradicted_bias + self.mistaken * signals.mistaken,
        ]
        made, missed, contradicted = softmax(scores)
        return Chances(float(made), float(missed), float(contradicted))

    def decide(self, chances: Chances, signals: Signals) -> Verdict:
        """Return the likeliest outcome where it is likely enough, and unsure where one of the two comes near to it."""
        if signals.near < self.near_from:
            return Verdict.MISSED
        likeliest = max(chances.made, chances.missed, chances.contradicted)
        if chances.contradicted == likeliest >= self.contradicted_from:
            return Verdict.CONTRADICTED
        if chances.made == likeliest >= self.made_from:
            return self.how_much(signals)
        return Verdict.UNSURE if max(chances.made, chances.contradicted) >= self.asked_from else Verdict.MISSED

    def how_much(self, signals: Signals) -> Verdict:
        """Return whether a point is wholly made or only in part."""
        return Verdict.PARTLY if signals.partly >= self.partly_from * signals.made else Verdict.COVERED


def softmax(scores: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Turn scores into probabilities, along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def load_decisions(path: Path) -> Mapping[str, Decision]:
    """Read the decisions that come with the program: `near`, with our embedder, and `reader`, with any other.

    Raises:
        WeightsError: The file is missing or damaged.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {key: _decision(stored[key]) for key in ("near", "reader")}
    except (OSError, ValueError, TypeError) as error:
        raise WeightsError(f"{path} cannot be read: {error}.", "Install the program again.") from error
    except KeyError as error:
        raise WeightsError(f"{path}: {error} is missing.", "Install the program again.") from error


def _decision(stored: Mapping[str, Any]) -> Decision:
    names = [field.name for field in fields(Decision)]
    decision = Decision(**{name: float(stored[name]) for name in names})
    if set(stored) != set(names) or not all(math.isfinite(getattr(decision, name)) for name in names):
        raise ValueError("it has unexpected keys, or a value that is not a number")
    if min(decision.read, decision.near, decision.mistaken) < 0.0:
        raise ValueError("a coefficient below 0 would work backwards")
    return decision
