"""Fit the decision: python models/training/calibrate.py [--weights FILE] [--write] [--errors FILE].

Takes the hands that the reader was not trained on, and the reader that is shipped or one that `train.py` wrote.

The hands are the files of models/training/held, tests/answers and models/training/cards. The decision is fitted on all
hands but the cards, each hand weighing the same, and tried on every hand with numbers fitted on the others. Model
answers to questions of other topics count as one more hand, which misses everything, so that what is said of something
else is not granted. Prints the table and the trade of accusations; `--write` writes models/judge.json and the
reliability diagram.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from data import HERE, RUBRICS
from network import checkpoint_reader
from scipy.optimize import minimize

from coach.bank.bank import load_bank
from coach.bench.judge_cases import load_hands
from coach.bench.judge_figures import (
    LabelledVerdict,
    Outcome,
    by_probability,
    calibration_error,
    measure_verdicts,
    outcome,
)
from coach.content.decision import LEAST_CHANCE, Chances, Decision, Signals, load_decisions
from coach.content.encoder import Encoder
from coach.content.judge import Judge
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint
from coach.domain.transcript import typed_transcript
from coach.paths import HOME_VARIABLE, Paths, find_paths
from coach.practice.lint import Weakness, choose_foreign, weakness_of
from coach.settings import Settings
from coach.whole_files import replace_whole
from coach.wiring import build_engines, load_embedder

JUDGE = HERE.parent / "judge.json"
DIAGRAM = HERE.parent / "reliability.svg"
SIDE, EDGE = 400, 60
"""Of the diagram's square, and of what is around it, in pixels."""

ANSWERS = HERE.parents[1] / "tests" / "answers"
PRECISE = 0.80
"""Least precision of an accusation; see the trade."""

CARDS = "fifth-hand-cards"
"""Terse points of any field, as users write them: the judge is measured on them, but not fitted for them."""

FOREIGN = "model answers to questions of other topics"
"""A hand of its own in fitting, in which everything is missed."""

NEAR_PERCENT = 0.5
"""Share of the points that an answer is about, in percent, that may be taken for nothing because nothing comes near."""

AS_GOOD = 0.01
"""Macro-F1 that may be given for granting less."""

MOST_UNSURE = 0.08
"""Largest share of points that are left to the user; on other hands it comes out higher, and should stay below .10."""

RIDGE = 0.01
"""Pulls coefficients towards their places in a plain decision, for the few numbers that the labels say little about."""

PLAIN = Decision(
    read=1.0,
    near=0.0,
    mistaken=0.0,
    missed_bias=0.0,
    contradicted_bias=0.0,
    contradicted_from=0.5,
    made_from=0.4,
    asked_from=0.4,
    partly_from=0.5,
)
FITTED = ("read", "near", "mistaken", "missed_bias", "contradicted_bias")
DEAREST = (
    (Outcome.CONTRADICTED, Outcome.COVERED),
    (Outcome.COVERED, Outcome.CONTRADICTED),
    (Outcome.MISSED, Outcome.CONTRADICTED),
    (Outcome.MISSED, Outcome.COVERED),
    (Outcome.COVERED, Outcome.MISSED),
    (Outcome.CONTRADICTED, Outcome.MISSED),
)
"""Labels and what they may come out as, by what the error costs the user."""

PLACES = {Outcome.COVERED: 0, Outcome.MISSED: 1, Outcome.CONTRADICTED: 2}


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled point of one answer."""

    hand: str
    label: Verdict
    signals: Signals
    point: KeyPoint
    said: str
    """The words that make or deny the point where they are known, else the whole answer."""


@dataclass(frozen=True, slots=True)
class Fold:
    """One hand, and the decision that was fitted on the others."""

    hand: str
    rows: Sequence[Row]
    decision: Decision


def main() -> None:
    """Fit, report, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write models/judge.json")
    parser.add_argument("--weights", type=Path, help="what train.py wrote, in place of the reader that is shipped")
    parser.add_argument("--errors", type=Path, help="a file for every point that comes out otherwise than labelled")
    arguments = parser.parse_args()
    rows = measure(arguments.weights)
    fitted = [row for row in rows if row.hand != CARDS]
    decisions = {}
    for name, near in (("reader", False), ("near", True)):
        print(f"\n== {'with nearness' if near else 'reader alone'}")
        decisions[name] = choose(fitted, near=near)
        folds = leave_out(fitted, near=near)
        report(folds)
        _line(CARDS, _judge(decisions[name], [row for row in rows if row.hand == CARDS]))
        foreign = _judge(decisions[name], [row for row in rows if row.hand == FOREIGN])
        granted = sum(outcome(each.verdict) is Outcome.COVERED for each in foreign)
        print(f"{FOREIGN}: {granted} of {len(foreign)} points granted")
        print("fitted on all:", {key: round(value, 4) for key, value in asdict(decisions[name]).items()})
    print("\n== the trade: accusations from a chance on, every hand with numbers fitted on the others")
    trade(folds)
    print("\n== verdicts as labelled, by kind of point, every hand with numbers fitted on the others")
    by_kind([*folds, Fold(CARDS, [row for row in rows if row.hand == CARDS], decisions["near"])])
    if arguments.errors:
        replace_whole(arguments.errors, "".join(f"{line}\n" for line in errors(folds)))
    if arguments.write:
        replace_whole(DIAGRAM, diagram([each for fold in folds for each in _judge(fold.decision, fold.rows)]))
        stored = {
            name: {key: round(value, 4) for key, value in asdict(each).items()} for name, each in decisions.items()
        }
        replace_whole(JUDGE, json.dumps(stored, indent=1) + "\n")


def measure(weights: Path | None = None) -> list[Row]:
    """Read every held answer, and give the signals of every labelled point.

    Args:
        weights: What `train.py` wrote; None for the reader that is shipped.
    """
    shipped = load_bank(RUBRICS, Path("/nonexistent")).rubrics
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as home:
        paths = find_paths({HOME_VARIABLE: os.environ.get(HOME_VARIABLE, home)})
        judge = build_engines(paths, Settings(), print).judge.get() if weights is None else _trying(weights, paths)
        folders = (HERE / "held", ANSWERS, HERE / "cards")
        for hand in (hand for folder in folders for hand in load_hands(folder, shipped)):
            for case in hand.cases:
                signals = judge.measure(case.rubric, typed_transcript(case.answer))
                spans = case.spans or (None,) * len(signals)
                labelled = zip(case.labels or (), signals, case.rubric.key_points, spans, strict=True)
                rows += [
                    Row(hand.name, label, each, point, span or case.answer)
                    for label, each, point, span in (labelled if signals else ())
                    if label
                ]
        rows += [
            Row(FOREIGN, Verdict.MISSED, each, point, answer)
            for rubric in shipped
            for answer in [choose_foreign(rubric, shipped)[0].model_answer]
            for each, point in zip(judge.measure(rubric, typed_transcript(answer)), rubric.key_points, strict=True)
        ]
    return rows


def _trying(weights: Path, paths: Paths) -> Judge:
    """Put together the judge that there would be if these weights were shipped; it keeps nothing it has read."""
    reader = checkpoint_reader(weights)
    encoder = Encoder(load_embedder(paths, Settings(), print), reader)
    return Judge(encoder, load_decisions(JUDGE)["near"])


def leave_out(rows: Sequence[Row], *, near: bool) -> list[Fold]:
    """Leave every hand that people labelled out once, and fit the decision on the others."""
    return [
        Fold(hand, [row for row in rows if row.hand == hand], choose([r for r in rows if r.hand != hand], near=near))
        for hand in sorted({row.hand for row in rows} - {FOREIGN})
    ]


def errors(folds: Sequence[Fold]) -> list[str]:
    """List what comes out otherwise than labelled, dearest first."""
    found = []
    for fold in folds:
        for row in fold.rows:
            chances = fold.decision.weigh(row.signals)
            decided = outcome(fold.decision.decide(chances, row.signals))
            if decided is not outcome(row.label):
                told = (
                    row.hand,
                    row.label,
                    decided,
                    f"{chances.made:.2f} {chances.contradicted:.2f}",
                    row.point.point,
                    row.said,
                )
                found.append((DEAREST.index((outcome(row.label), decided)), "\t".join(told)))
    return [line for _, line in sorted(found)]


def choose(rows: Sequence[Row], *, near: bool) -> Decision:
    """Fit the numbers of the chances by likelihood, and then those of the bands by what an error costs."""
    made = np.array([[r.signals.made, r.signals.missed, r.signals.contradicted] for r in rows])
    logs = np.log(np.maximum(made, LEAST_CHANCE))
    cosine = np.array([r.signals.near if near else 0.0 for r in rows])
    mistaken = np.array([r.signals.mistaken for r in rows])
    truth = np.array([PLACES[outcome(r.label)] for r in rows])
    weights = _even(rows)
    start = np.array([getattr(PLAIN, name) for name in FITTED])

    def loss(numbers: np.ndarray) -> float:
        read, nearness, wrong, missed_bias, contradicted_bias = numbers
        scores = read * logs
        scores[:, 0] += nearness * cosine
        scores[:, 1] += missed_bias
        scores[:, 2] += contradicted_bias + wrong * mistaken
        scores -= scores.max(axis=1, keepdims=True)
        chosen = scores[np.arange(len(truth)), truth] - np.log(np.exp(scores).sum(axis=1))
        return float(-(weights * chosen).sum() + RIDGE * ((numbers - start) ** 2).sum())

    bounds = [(0, None), (0, None if near else 0), (0, None), (None, None), (None, None)]
    numbers = minimize(loss, start, bounds=bounds, method="L-BFGS-B").x
    fitted = replace(PLAIN, **dict(zip(FITTED, map(float, numbers), strict=True)))
    return _bands(fitted, rows)


def _bands(decision: Decision, rows: Sequence[Row]) -> Decision:
    """Choose the bands by what errors cost: precise accusations first, then few false grants, then questions."""
    chances = [decision.weigh(row.signals) for row in rows]
    precise = [
        tried
        for threshold in np.arange(0.34, 0.95, 0.02)
        if _precision(tried := replace(decision, contradicted_from=float(threshold)), chances, rows) >= PRECISE
    ]
    chosen = precise[0] if precise else replace(decision, contradicted_from=0.95)
    scored = [
        (_mean_f1(_decided(tried, chances, rows), rows), tried)
        for threshold in np.arange(0.34, 0.72, 0.02)
        for tried in (replace(chosen, made_from=float(threshold)),)
    ]
    best = max(score for score, _ in scored)
    chosen = max((tried for score, tried in scored if score >= best - AS_GOOD), key=lambda tried: tried.made_from)
    doubts = sorted(
        max(each.made, each.contradicted)
        for each, row in zip(chances, rows, strict=True)
        if chosen.decide(each, row.signals) in (Verdict.UNSURE, Verdict.MISSED)
    )
    most = int(MOST_UNSURE * len(rows))
    asked_from = doubts[-most] if len(doubts) > most else 0.0
    shares = np.arange(0.2, 0.81, 0.05)
    partly = [_partly_f1(replace(chosen, partly_from=float(share)), rows) for share in shares]
    about_it = [row.signals.near for row in rows if row.label is not Verdict.MISSED]
    near_from = float(np.percentile(about_it, NEAR_PERCENT)) if decision.near else -1.0
    chosen = replace(chosen, near_from=near_from)
    return replace(chosen, asked_from=float(asked_from), partly_from=float(shares[int(np.argmax(partly))]))


def _precision(decision: Decision, chances: Sequence[Chances], rows: Sequence[Row]) -> float:
    return measure_verdicts(_decided(decision, chances, rows)).contradicted_precision or 0.0


def _mean_f1(found: Sequence[LabelledVerdict], rows: Sequence[Row]) -> float:
    """Return the macro-F1, every hand weighing the same."""
    by_hand: dict[str, list[LabelledVerdict]] = {}
    for each, row in zip(found, rows, strict=True):
        by_hand.setdefault(row.hand, []).append(each)
    return float(np.mean([measure_verdicts(each).macro_f1 for each in by_hand.values()]))


def _partly_f1(decision: Decision, rows: Sequence[Row]) -> float:
    pairs = [
        (row.label is Verdict.PARTLY, decision.how_much(row.signals) is Verdict.PARTLY)
        for row in rows
        if outcome(row.label) is Outcome.COVERED
    ]
    either = sum(label + found for label, found in pairs)
    return 2 * sum(label and found for label, found in pairs) / max(1, either)


def report(folds: Sequence[Fold]) -> None:
    """Print every hand's figures with numbers fitted on the other hands."""
    judged: list[LabelledVerdict] = []
    for fold in folds:
        found = _judge(fold.decision, fold.rows)
        judged += found
        _line(fold.hand, found)
    _line("all hands", judged)


def trade(folds: Sequence[Fold]) -> None:
    """Print precision and recall of accusations for a row of thresholds."""
    print("from  precision  recall  unsure  macro-F1")
    for threshold in np.arange(0.35, 0.91, 0.05):
        found = [
            each
            for fold in folds
            for each in _judge(replace(fold.decision, contradicted_from=float(threshold)), fold.rows)
        ]
        figures = measure_verdicts(found)
        print(
            f"{threshold:.2f}  {figures.contradicted_precision or 0:9.2f}  {figures.contradicted_recall or 0:6.2f}  "
            f"{figures.unsure:6.2f}  {figures.macro_f1:8.3f}"
        )


def by_kind(folds: Sequence[Fold]) -> None:
    """Print how often the verdict is right about points on which `coach bank check` calls the judge weak."""
    right: dict[Weakness | None, list[bool]] = {}
    for fold in folds:
        for row, found in zip(fold.rows, _judge(fold.decision, fold.rows), strict=True):
            right.setdefault(weakness_of(row.point), []).append(outcome(found.verdict) is outcome(row.label))
    for kind, each in right.items():
        print(f"{kind or 'others':<30} n {len(each):4}  right {np.mean(each):.2f}")


def diagram(judged: Sequence[LabelledVerdict]) -> str:
    """Draw the reliability diagram as SVG: the chance that a point was made against how often it was.

    A circle for each tenth of the chances, its area by how many points it has; on the line the chance is right.
    """
    drawn = []
    for tenth in filter(None, by_probability(judged)):
        chance = float(np.mean([each.probability for each in tenth]))
        share = float(np.mean([outcome(each.label) is Outcome.COVERED for each in tenth]))
        radius = 3 + 30 * (len(tenth) / len(judged)) ** 0.5
        drawn.append(
            f'<circle cx="{_across(chance):.1f}" cy="{_down(share):.1f}" r="{radius:.1f}" fill="#2a7de1" '
            f'fill-opacity="0.6"><title>{len(tenth)} points: {chance:.2f} said, {share:.2f} true</title></circle>'
        )
    for at in np.arange(0.0, 1.01, 0.2):
        drawn.append(f'<text x="{_across(at):.1f}" y="{_down(0) + 20:.1f}" text-anchor="middle">{at:.1f}</text>')
        drawn.append(f'<text x="{_across(0) - 8:.1f}" y="{_down(at) + 4:.1f}" text-anchor="end">{at:.1f}</text>')
    corner = f'x="{_across(0)}" y="{_down(1)}" width="{SIDE}" height="{SIDE}"'
    line = f'x1="{_across(0)}" y1="{_down(0)}" x2="{_across(1)}" y2="{_down(1)}"'
    error = calibration_error(judged) or 0.0
    whole = SIDE + 2 * EDGE
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="sans-serif" '
            'font-size="12">',
            f'<rect width="{whole}" height="{whole}" fill="#ffffff"/>',
            f'<rect {corner} fill="none" stroke="#888888"/><line {line} stroke="#888888" stroke-dasharray="4"/>',
            *drawn,
            f'<text x="{whole / 2}" y="24" text-anchor="middle">{len(judged)} points of hands left out, expected '
            f"calibration error {error:.3f}</text>",
            f'<text x="{whole / 2}" y="{whole - 12}" text-anchor="middle">chance that the point was made</text>',
            f'<text x="16" y="{whole / 2}" text-anchor="middle" transform="rotate(-90 16 {whole / 2})">share that '
            "was</text>",
            "</svg>\n",
        )
    )


def _across(chance: float) -> float:
    return EDGE + SIDE * chance


def _down(share: float) -> float:
    return EDGE + SIDE * (1 - share)


def _judge(decision: Decision, rows: Sequence[Row]) -> list[LabelledVerdict]:
    return _decided(decision, [decision.weigh(row.signals) for row in rows], rows)


def _decided(decision: Decision, chances: Sequence[Chances], rows: Sequence[Row]) -> list[LabelledVerdict]:
    return [
        LabelledVerdict(row.label, decision.decide(each, row.signals), each.made)
        for row, each in zip(rows, chances, strict=True)
    ]


def _line(name: str, found: Sequence[LabelledVerdict]) -> None:
    figures = measure_verdicts(found)
    told = (
        f"macro-F1 {figures.macro_f1:.3f}",
        f"contradicted P {figures.contradicted_precision or 0:.2f} R {figures.contradicted_recall or 0:.2f}",
        f"called covered {figures.contradicted_as_covered or 0:.2f}",
        f"missed called covered {figures.missed_as_covered or 0:.2f}",
        f"unsure {figures.unsure:.2f}",
        f"calibration {figures.calibration_error:.2f}",
    )
    print(f"{name:<22} n {len(found):4}  " + ", ".join(told), flush=True)


def _even(rows: Sequence[Row]) -> np.ndarray:
    """Weigh every hand the same."""
    counts = {hand: sum(row.hand == hand for row in rows) for hand in {row.hand for row in rows}}
    return np.array([1 / (len(counts) * counts[row.hand]) for row in rows])


if __name__ == "__main__":
    main()
