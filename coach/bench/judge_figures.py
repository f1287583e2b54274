"""Every figure about verdicts that have a label."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.domain.coverage import Verdict

BINS = 10
"""Equal parts of the probabilities in which they are held against what was true."""


class Outcome(StrEnum):
    """What verdicts and labels come down to when three kinds are told apart."""

    COVERED = "covered"
    """Covered or partly."""
    MISSED = "missed"
    """Unsure or missed."""
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class LabelledVerdict:
    """One key point of one answer: what was found, and what a person says."""

    label: Verdict
    """The person's verdict."""
    verdict: Verdict
    """The program's."""
    probability: float
    """The program's probability that the point was made, wholly or in part, 0.0 to 1.0."""
    span: range | None = None
    """Places of the words that the person says it is in; None where nobody said."""
    evidence: range | None = None
    """Places of the words that the program shows; None where it shows none."""


@dataclass(frozen=True, slots=True)
class VerdictFigures:
    """How well the verdicts agree with a person's; None wherever there is nothing to divide by."""

    macro_f1: float | None
    """Mean F1 of the three outcomes, without those that neither occur nor are found."""
    accuracy: float | None
    """Share of the points with the right one of the three outcomes."""
    kappa: float | None
    """Cohen's kappa of the three outcomes."""
    covered_f1: float | None
    """F1 of covered."""
    contradicted_precision: float | None
    """Share of the points found contradicted that are."""
    contradicted_recall: float | None
    """Share of the contradicted points that are found so."""
    contradicted_as_covered: float | None
    """Share of the contradicted points found covered or partly so."""
    missed_as_covered: float | None
    """Share of the missed points found covered or partly so."""
    unsure: float | None
    """Share of the points found unsure."""
    unsure_missed: float | None
    """Share of those that are missed."""
    calibration_error: float | None
    """Expected calibration error of the probability."""
    span_f1: float | None
    """Mean F1 of the words shown against the person's, over the points that `spans` counts."""
    spans: int
    """Points that a person found in certain words, and the program found with the same outcome, not missed."""


def outcome(verdict: Verdict) -> Outcome:
    """Return which of three outcomes a verdict is."""
    if verdict in (Verdict.COVERED, Verdict.PARTLY):
        return Outcome.COVERED
    return Outcome.CONTRADICTED if verdict is Verdict.CONTRADICTED else Outcome.MISSED


def measure_verdicts(points: Sequence[LabelledVerdict]) -> VerdictFigures:
    """Hold verdicts against labels.

    Args:
        points: Every labelled key point.
    """
    pairs = [(outcome(point.label), outcome(point.verdict)) for point in points]
    scores = {each: _f1(pairs, each) for each in Outcome}
    unsure = [point for point in points if point.verdict is Verdict.UNSURE]
    shown = [
        _words_f1(point.span, point.evidence or range(0))
        for point, (label, found) in zip(points, pairs, strict=True)
        if point.span is not None and label is found is not Outcome.MISSED
    ]
    return VerdictFigures(
        macro_f1=_mean([score for score in scores.values() if score is not None]),
        accuracy=_mean([float(label is found) for label, found in pairs]),
        kappa=_kappa(pairs),
        covered_f1=scores[Outcome.COVERED],
        contradicted_precision=_precision(pairs, Outcome.CONTRADICTED),
        contradicted_recall=_share_found(pairs, Outcome.CONTRADICTED, Outcome.CONTRADICTED),
        contradicted_as_covered=_share_found(pairs, Outcome.CONTRADICTED, Outcome.COVERED),
        missed_as_covered=_share_found(pairs, Outcome.MISSED, Outcome.COVERED),
        unsure=len(unsure) / len(points) if points else None,
        unsure_missed=_mean([float(outcome(point.label) is Outcome.MISSED) for point in unsure]),
        calibration_error=calibration_error(points),
        span_f1=_mean(shown),
        spans=len(shown),
    )


def confusion(points: Sequence[LabelledVerdict]) -> dict[Outcome, dict[Outcome, int]]:
    """Count points by the outcome that a person says, then by the one that was found."""
    counts = Counter((outcome(point.label), outcome(point.verdict)) for point in points)
    return {label: {found: counts[label, found] for found in Outcome} for label in Outcome}


def calibration_error(points: Sequence[LabelledVerdict]) -> float | None:
    """Return the expected calibration error over ten equal parts of the probabilities.

    That is the mean distance between a part's mean probability and its share of made points, weighted by how many
    points it has (Naeini, Cooper and Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian
    binning"). A probability of 1.0 belongs to the last part.
    """
    if not points:
        return None
    # A part's share of points times the distance of its means is the distance of its sums over all points.
    distances = [
        abs(sum(each.probability - float(outcome(each.label) is Outcome.COVERED) for each in part))
        for part in by_probability(points)
    ]
    return sum(distances) / len(points)


def by_probability(points: Sequence[LabelledVerdict]) -> list[list[LabelledVerdict]]:
    """Sort points into ten equal parts of the probabilities; any of them may be empty."""
    parts: list[list[LabelledVerdict]] = [[] for _ in range(BINS)]
    for point in points:
        parts[min(int(point.probability * BINS), BINS - 1)].append(point)
    return parts


_Pairs = Sequence[tuple[Outcome, Outcome]]
"""Label and verdict of each point."""


def _f1(pairs: _Pairs, wanted: Outcome) -> float | None:
    hits = sum(1 for pair in pairs if pair == (wanted, wanted))
    either = sum((label is wanted) + (found is wanted) for label, found in pairs)
    return 2.0 * hits / either if either else None


def _kappa(pairs: _Pairs) -> float | None:
    """Return the agreement beyond chance (Cohen 1960, "A coefficient of agreement for nominal scales")."""
    total = len(pairs)
    labels, verdicts = Counter(label for label, _ in pairs), Counter(found for _, found in pairs)
    by_chance = sum(labels[each] * verdicts[each] for each in Outcome)
    if by_chance == total * total:  # one outcome throughout, or no points
        return None
    agreed = sum(label is found for label, found in pairs)
    return (agreed * total - by_chance) / (total * total - by_chance)


def _words_f1(wanted: range, shown: range) -> float:
    shared = max(0, min(wanted.stop, shown.stop) - max(wanted.start, shown.start))
    return 2.0 * shared / (len(wanted) + len(shown))


def _precision(pairs: _Pairs, wanted: Outcome) -> float | None:
    return _mean([float(label is wanted) for label, found in pairs if found is wanted])


def _share_found(pairs: _Pairs, labelled: Outcome, found_as: Outcome) -> float | None:
    return _mean([float(found is found_as) for label, found in pairs if label is labelled])


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
