"""Prints how the judge does on the labelled answers beside this folder, and refits its probability.

Run: python tests/bench/judge_answers.py
The first three topics are for choosing numbers; the last two are held out, and nothing is tuned on them.
"""

import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from coach.bank.bank import load_bank
from coach.content.coverage import judge_coverage
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import Rubric
from coach.domain.transcript import typed_transcript
from coach.paths import find_paths, shipped_folder
from coach.settings import Settings
from coach.wiring import build_engines

ANSWERS = Path(__file__).parent.parent / "answers"
HELD_OUT = frozenset({"Stats & evaluation", "LLMs & modern"})

Labelled = tuple[str, str, PointCoverage]
"""Kind of answer, label, verdict."""


def labelled_answers(rubric: Rubric, bank: tuple[Rubric, ...]) -> list[tuple[str, str, dict[str, str]]]:
    """Kind, text and labels of every answer: those written for it, its model answer, and those of other topics."""
    table = tomllib.loads((ANSWERS / f"{rubric.id}.toml").read_text(encoding="utf-8"))
    answers = [(each["name"], each["text"], each["labels"]) for each in table["answers"]]
    answers.append(("model answer", rubric.model_answer, dict.fromkeys((p.id for p in rubric.key_points), "covered")))
    answers.extend(
        ("another's model answer", other.model_answer, dict.fromkeys((p.id for p in rubric.key_points), "missed"))
        for other in bank
        if other.topic != rubric.topic and (other.topic in HELD_OUT) == (rubric.topic in HELD_OUT)
    )
    return answers


def fit(rows: list[Labelled]) -> tuple[float, float]:
    """Logistic regression of "covered" on the similarity, by Newton's method; gives slope and even odds."""
    x = np.array([[1.0, row.similarity] for _, _, row in rows])
    y = np.array([label == "covered" for _, label, _ in rows], dtype=float)
    weights = np.zeros(2)
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        weights += np.linalg.solve(hessian, x.T @ (y - p))
    return float(weights[1]), float(-weights[0] / weights[1])


def main() -> None:
    engines = build_engines(find_paths({"COACH_HOME": "/nonexistent"}), Settings())
    embedder = engines.embedder.get()
    bank = load_bank(shipped_folder("rubrics"), Path("/nonexistent")).rubrics
    rows: dict[bool, list[Labelled]] = {False: [], True: []}
    for rubric in bank:
        for kind, text, labels in labelled_answers(rubric, bank):
            for point in judge_coverage(rubric, typed_transcript(text), embedder).points:
                rows[rubric.topic in HELD_OUT].append((kind, labels[point.id], point))
    for held, group in rows.items():
        print(f"\n{'held out' if held else 'development'}: label, kind of answer, verdicts")
        table: dict[tuple[str, str], Counter[Verdict]] = defaultdict(Counter)
        for kind, label, point in group:
            table[label, kind][point.verdict] += 1
        for (label, kind), counts in sorted(table.items()):
            print(f"  {label:<13}{kind:<24}" + "  ".join(f"{verdict} {counts[verdict]}" for verdict in Verdict))
    as_written = Counter(
        judge_coverage(rubric, typed_transcript(f"Well. {mistake} That is it."), embedder).points[place].verdict
        for rubric in bank
        for place, point in enumerate(rubric.key_points)
        for mistake in point.mistakes
    )
    print("\nwrong claims said as the questions' files write them:  ", end="")
    print("  ".join(f"{verdict} {as_written[verdict]}" for verdict in Verdict))
    slope, even_odds = fit(rows[False])
    print(f"\nprobability fitted on development answers: slope {slope:.1f}, even odds at {even_odds:.2f}")


if __name__ == "__main__":
    main()
