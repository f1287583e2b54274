"""How the verdicts on the spoken-style answers beside these tests agree with their labels; prints a table when run.

Usage: python tests/shipped_answers.py
"""

import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from coach.bank.load import load_rubric
from coach.content.judge import Judge
from coach.domain.coverage import Verdict
from coach.domain.transcript import typed_transcript
from coach.paths import find_paths
from coach.settings import Settings
from coach.wiring import build_engines

ROOT = Path(__file__).parents[1]
ANSWERS = ROOT / "tests" / "answers"

Pairs = Counter[tuple[str, str]]
"""How often each label met each verdict."""


def count_verdicts(judge: Judge, round_: str, names: tuple[str, ...] = ("good", "half", "wrong")) -> Pairs:
    """Judge the answers to every question of a round, and count label and verdict of each key point."""
    found: Pairs = Counter()
    for path in sorted((ROOT / "rubrics" / round_).glob("*.toml")):
        rubric = load_rubric(path)
        for answer in tomllib.loads((ANSWERS / path.name).read_text(encoding="utf-8"))["answers"]:
            if answer["name"] in names:
                for point in judge.judge(rubric, typed_transcript(answer["text"])).points:
                    found[answer["labels"][point.id], point.verdict.value] += 1
    return found


def as_written(pairs: Pairs) -> int:
    """Verdicts that are the label."""
    return sum(number for (label, verdict), number in pairs.items() if label == verdict)


def accused(pairs: Pairs) -> int:
    """Points that were made and called contradicted: the worst that can be said to somebody who was right."""
    return pairs[Verdict.COVERED.value, Verdict.CONTRADICTED.value]


def granted(pairs: Pairs) -> int:
    """Points that were contradicted and called covered."""
    return pairs[Verdict.CONTRADICTED.value, Verdict.COVERED.value]


def main() -> None:
    """Print one line for each round."""
    with tempfile.TemporaryDirectory() as home:
        judge = build_engines(find_paths({"COACH_HOME": home}), Settings()).judge.get()
        for folder in sorted((ROOT / "rubrics").iterdir()):
            pairs = count_verdicts(judge, folder.name)
            doubtful = sum(number for (_, verdict), number in pairs.items() if verdict in {"partly", "unsure"})
            print(
                f"{folder.name:<14} {as_written(pairs):>4} of {sum(pairs.values())} as written, {doubtful} partly "
                f"or unsure, {accused(pairs)} made and called contradicted, "
                f"{granted(pairs)} contradicted and called covered"
            )


if __name__ == "__main__":
    main()
