"""The judge's numbers: fitted on labelled answers by `coach.content.training`, kept in a file, never set by hand."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from coach.content.signals import Signals
from coach.content.word_weights import WordWeights
from coach.errors import WeightsError


@dataclass(frozen=True, slots=True)
class Line:
    """A logistic regression over the signals; no weight may take the sign that would make evidence work backwards."""

    bias: float
    """Log odds without any evidence."""
    near: float
    """Weight of the nearness to a right wording; at least 0."""
    same: float
    """Weight of the comparer's odds that the point was made."""
    otherwise: float
    """Weight of the comparer's odds that something else was said."""
    lead_named: float
    """Weight of the lead over wrong claims that the rubric names."""
    lead_made: float
    """Weight of the lead over wrong claims made of the point."""
    agrees: float
    """Weight of the comparer's odds that a named wrong claim was made."""

    def log_odds(self, signals: Signals) -> float:
        """Add the evidence up."""
        return (
            self.bias
            + self.near * signals.near
            + self.same * signals.same
            + self.otherwise * signals.otherwise
            + (self.lead_named if signals.named else self.lead_made) * signals.lead
            + (self.agrees * signals.agrees if signals.named else 0.0)
        )

    def probability(self, signals: Signals) -> float:
        """Turn the evidence into a probability."""
        return 1.0 / (1.0 + math.exp(-self.log_odds(signals)))


@dataclass(frozen=True, slots=True)
class Numbers:
    """What turns signals into verdicts."""

    made: Line
    """How likely the point was made, wholly or in part."""
    contradicted: Line
    """How likely something was said that excludes it."""
    ranking: Line
    """How well the point is covered, for ranking; not a probability."""
    foreign: float
    """Relevance up to which an answer is about something else; which side it takes means nothing then."""
    about_it: float
    """Relevance from which an answer is about the point."""
    on_topic: float
    """Nearness that at least one point must reach for any to count as made: an answer to something else never does."""
    covered_from: float
    """Probability from which a point counts as made."""
    unsure_from: float
    """Probability from which it is unsure."""
    contradicted_from: float
    """Probability from which a point may count as contradicted."""
    doubted_from: float
    """Probability of a contradiction from which a point that looks made is unsure."""
    half_gap: float
    """By how much one half of a point must be nearer than the other for the point to be made in part only."""

    def gated(self, signals: Signals) -> Signals:
        """Let the side that an answer takes count only as far as it is about the point at all."""
        share = (signals.relevance - self.foreign) / (self.about_it - self.foreign)
        return replace(signals, lead=signals.lead * min(1.0, max(0.0, share)))


@dataclass(frozen=True, slots=True)
class JudgeFile:
    """Everything in `models/judge.json`."""

    tuned: Numbers
    """For the encoder with our difference, and its comparer."""
    plain: Numbers
    """For every other encoder: nearness alone."""
    words: WordWeights
    """How telling each word is."""


def load_judge_file(path: Path) -> JudgeFile:
    """Read the judge's numbers.

    Raises:
        WeightsError: The file is missing, or is not as it must be.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        words = WordWeights({str(word): float(weight) for word, weight in table["words"].items()}, table["unknown"])
        return JudgeFile(_numbers(table["tuned"]), _numbers(table["plain"]), words)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError(f"{path} cannot be read: {error}.", "Install the program again.") from error


def _numbers(table: Mapping[str, Any]) -> Numbers:
    values = {field.name: table[field.name] for field in fields(Numbers)}
    for name in ("made", "contradicted", "ranking"):
        values[name] = Line(**{field.name: float(values[name][field.name]) for field in fields(Line)})
    return Numbers(**values)
