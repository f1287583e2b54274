"""Fits the judge's numbers on labelled answers: three lines with fixed signs, and the thresholds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from coach.content.judge import Judge
from coach.content.numbers import Line, Numbers
from coach.content.signals import Signals
from coach.content.training.topics import Split, Topic
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric
from coach.domain.transcript import typed_transcript

SIGNS = {"near": 1, "same": 1, "otherwise": -1, "lead_named": 1, "lead_made": 1, "agrees": -1}
"""Which way each signal may speak for a point; for a contradiction it is the other way round, but for `near`."""


ALL_SIGNALS = frozenset(SIGNS)
"""Names of every signal."""

WITHOUT_COMPARER = frozenset({"near", "lead_named", "lead_made"})
"""Names of those that an encoder without a comparer gives."""

RANKED_BY = frozenset({"near", "same"})
"""Names of those that say how well a point is covered, whatever else was said."""

MOST_FALSE_COVERED = 0.08
"""Share of the missed points, and of the contradicted ones, that may come out covered."""

STEPS = np.round(np.arange(0.05, 0.96, 0.01), 2)
"""Probabilities that are tried as thresholds."""

MADE = frozenset({Verdict.COVERED, Verdict.PARTLY})
"""Labels of points that were made, wholly or in part."""

FALSE_COST = 0.15
"""Macro-F1 that each further share of them costs when the thresholds are chosen. A strict limit left a third of what
was said: on hard answers no threshold keeps both."""

LEAST_DOUBT = 0.4
"""Probability of a contradiction below which a point that looks made is not doubted."""

LEAST_ACCUSED = 0.45
"""Lowest probability that is tried as the threshold of a contradiction; two votes are needed beside it."""

UNSURE_SHARE = 0.6
"""Probability from which a point is unsure, as a share of that from which it counts as made."""

WHOLE_POINTS = 0.9
"""Share of the points made as a whole that must stay below the gap between halves."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPoint:
    """What was found about one point, and what a person says of it."""

    signals: Signals
    """What speaks for and against it."""
    label: Verdict
    """A person's verdict."""
    weight: float
    """How much it counts in the fit."""
    gap: float | None
    """How much nearer one half is than the other; None where the point is one claim."""


def single_statements(topics: Sequence[Topic], split: Split) -> Iterator[tuple[Rubric, str, Mapping[str, Verdict]]]:
    """Give every single sentence of a split with the label of its point."""
    for topic in topics:
        for question in topic.questions if topic.split is split else ():
            for each in question.statements:
                for text in each.said:
                    yield question.rubric, text, {each.point.id: Verdict.COVERED}
                for text in each.wrong:
                    yield question.rubric, text, {each.point.id: Verdict.CONTRADICTED}
                yield question.rubric, each.vague, {each.point.id: Verdict.MISSED}


def full_answers(topics: Sequence[Topic], split: Split) -> Iterator[tuple[Rubric, str, Mapping[str, Verdict]]]:
    """Give every full answer of a split with its labels."""
    for topic in topics:
        for question in topic.questions if topic.split is split else ():
            for answer in question.answers:
                yield question.rubric, answer.text, answer.labels


def measure(
    judge: Judge, cases: Iterable[tuple[Rubric, str, Mapping[str, Verdict]]], weight: float
) -> Iterator[LabelledPoint]:
    """Gather the signals of every labelled point; answers that claim nothing are left out."""
    for rubric, text, labels in cases:
        heard = judge.hear(rubric, typed_transcript(text))
        if heard is None or not heard.claims:
            continue
        for point in rubric.key_points:
            if point.id in labels:
                weighed = judge.weigh(heard, judge.read(rubric.question, point))
                gap = weighed.half.gap if weighed.half else None
                yield LabelledPoint(weighed.signals, labels[point.id], weight, gap)


def fit_line(
    points: Sequence[LabelledPoint], wanted: Callable[[Verdict], bool], direction: int, used: frozenset[str]
) -> Line:
    """Fit a logistic regression with fixed signs.

    Args:
        points: Labelled points.
        wanted: Says which labels are to get a high probability.
        direction: 1 where the signals for a point speak for it, -1 where they speak against it.
        used: Names of the signals that may be used.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - only where numbers are fitted

    names = [field.name for field in fields(Line)]
    rows = np.array([features(point.signals) for point in points])
    truth = np.array([wanted(point.label) for point in points], dtype=float)
    weights = np.array([point.weight for point in points])
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    for name in names[1:]:
        sign = SIGNS[name] * (1 if name == "near" else direction)
        bounds.append((0.0, 0.0) if name not in used else (0.0, None) if sign > 0 else (None, 0.0))

    def cost(beta: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = rows @ beta
        loss = weights * (np.logaddexp(0.0, odds) - truth * odds)
        slope = rows.T @ (weights * (1.0 / (1.0 + np.exp(-odds)) - truth))
        ridge = np.concatenate([[0.0], 0.02 * beta[1:]])
        return float(loss.sum() + 0.5 * ridge @ beta), slope + ridge

    fitted = minimize(cost, np.zeros(len(names)), jac=True, bounds=bounds, method="L-BFGS-B")
    return Line(**{name: round(float(value), 4) for name, value in zip(names, fitted.x, strict=True)})


def features(signals: Signals) -> list[float]:
    """Line the signals up as `Line` weighs them."""
    return [
        1.0,
        signals.near,
        signals.same,
        signals.otherwise,
        signals.lead if signals.named else 0.0,
        0.0 if signals.named else signals.lead,
        signals.agrees if signals.named else 0.0,
    ]


def fit_numbers(points: Sequence[LabelledPoint], gate: tuple[float, float, float], *, comparer: bool) -> Numbers:
    """Fit everything that turns signals into verdicts.

    Args:
        points: Labelled points of several styles.
        gate: Relevance up to which an answer is about something else, relevance from which it is about the point, and
            nearness that one point must reach.
        comparer: Whether the judge has a comparer.
    """
    used = ALL_SIGNALS if comparer else WITHOUT_COMPARER
    unfitted = Line(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    gated = Numbers(unfitted, unfitted, unfitted, *gate, 0.5, 0.5, 0.5, 0.5, 1.0).gated
    points = [replace(point, signals=gated(point.signals)) for point in points]
    made = fit_line(points, MADE.__contains__, 1, used)
    contradicted = fit_line(points, lambda label: label is Verdict.CONTRADICTED, -1, used)
    ranking = fit_line(points, MADE.__contains__, 1, used & RANKED_BY)
    weights = np.array([point.weight for point in points])
    likely = np.array([made.probability(point.signals) for point in points])
    denied = np.array([contradicted.probability(point.signals) for point in points])
    two_votes = np.array([point.signals.lead < 0.0 for point in points])
    is_made = np.array([point.label in MADE for point in points])
    is_denied = np.array([point.label is Verdict.CONTRADICTED for point in points])
    best: tuple[float, float, float, float] | None = None
    for covered_from in STEPS[STEPS >= 0.3]:  # noqa: PLR2004 - below, a point would be called made on a third of a chance
        for contradicted_from in STEPS[STEPS >= LEAST_ACCUSED]:
            called_denied = (denied >= contradicted_from) & (likely < covered_from) & two_votes
            called_made = (likely >= covered_from) & ~called_denied
            false = max(_share(weights, called_made, is_denied), _share(weights, called_made, ~is_made & ~is_denied))
            value = _macro_f1(weights, (called_made, is_made), (called_denied, is_denied))
            value -= FALSE_COST * max(0.0, false - MOST_FALSE_COVERED)
            if best is None or value > best[0]:
                best = (value, float(covered_from), float(contradicted_from), false)
    assert best is not None  # noqa: S101 - there are thresholds to try
    gaps = [point.gap for point in points if point.gap is not None and point.label is Verdict.COVERED]
    return Numbers(
        made=made,
        contradicted=contradicted,
        ranking=ranking,
        foreign=round(gate[0], 3),
        about_it=round(gate[1], 3),
        on_topic=round(gate[2], 3),
        covered_from=best[1],
        unsure_from=round(best[1] * UNSURE_SHARE, 2),
        contradicted_from=best[2],
        doubted_from=max(LEAST_DOUBT, best[2]),
        half_gap=round(float(np.quantile(gaps, WHOLE_POINTS)), 3) if gaps else 1.0,
    )


def _share(weights: npt.NDArray[np.float64], called: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> float:
    return float((weights * called * truth).sum() / max(1e-9, float((weights * truth).sum())))


def _macro_f1(weights: npt.NDArray[np.float64], *classes: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]) -> float:
    """Mean F1 of the classes given and of what is in none of them."""
    rest_called, rest_true = (
        ~np.any([called for called, _ in classes], axis=0),
        ~np.any([t for _, t in classes], axis=0),
    )
    scores = []
    for called, truth in (*classes, (rest_called, rest_true)):
        hit = float((weights * called * truth).sum())
        total = float((weights * called).sum() + (weights * truth).sum())
        scores.append(2.0 * hit / total if total else 0.0)
    return float(np.mean(scores))
