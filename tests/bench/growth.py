"""How time and memory of judging grow with the answer and with the rubric, and whether a long sitting stays flat.

Usage: python tests/bench/growth.py [table | sitting [ANSWERS]]
The judge is the real one, with the user's weights; everything else is in a folder that is thrown away, and nothing is
remembered of an answer. Each row of the table is measured in a process of its own. Growth is linear where ten times the
words, or eight times the points, take ten or eight times as long: 1.00 in the last column, which is the growth of the
time divided by that of the size. The sitting loads voice, recogniser and judge as the screen does, and judges answers
that are all different.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from coach.bench.fresh_process import FreshProcess, furnish, peak_memory_mb, ram_mb
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, typed_transcript
from coach.paths import find_paths
from coach.practice.loading import WarmUp
from coach.settings import Settings
from coach.wiring import build_engines

WORDS, POINTS = (100, 1_000, 10_000), (5, 40)
"""Sizes of the table."""

MANY_POINTS, MANY_WORDS = 40, 2_000
"""The answer that once took 19 s."""

ENDLESS = 100_000
"""Characters of an answer without a space."""

AIMS = {"many": 5.0, "endless": 2.0}
"""Seconds that the two may take."""

MOST_MEMORY = 700.0
"""Megabytes of a sitting."""

NOISE = 1.1
"""Growth beyond the size's that is called more than linear: two measurements of the same differ by some percent."""

FLAT = 1.05
"""Memory at the end over that after a tenth of the answers that still counts as flat."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one answer took."""

    seconds: float
    """To judge it."""
    memory: float
    """Megabytes that the process took at most."""
    before: float
    """Megabytes that it had taken before, weights included."""


def sentences(rubrics: Sequence[Rubric]) -> list[str]:
    """Give the sentences of all model answers."""
    return [each for rubric in rubrics for each in rubric.model_answer.replace("\n", " ").split(". ") if each]


def answer_of(words: int, rubrics: Sequence[Rubric], seed: int = 7) -> Transcript:
    """Make an answer of so many words, no two sentences in the same order."""
    chance, said = random.Random(seed), sentences(rubrics)
    text: list[str] = []
    while len(text) < words:
        text += f"{chance.choice(said)}.".split()
    return typed_transcript(" ".join(text[:words]))


def rubric_of(points: int, rubrics: Sequence[Rubric]) -> Rubric:
    """Make a question with so many points, each with other wordings and wrong claims where the bank has them."""
    found = [point for rubric in rubrics for point in rubric.key_points if point.also and point.mistakes][:points]
    return replace(rubrics[0], key_points=tuple(replace(point, id=f"p{at}") for at, point in enumerate(found)))


def judge_once(case: str, points: int) -> Taken:
    """Judge one answer in this process: a number of words, or an endless one."""
    engines = build_engines(find_paths(), Settings())
    rubrics = engines.bank.rubrics
    judge = engines.judge.get()
    transcript = typed_transcript("x" * ENDLESS) if case == "endless" else answer_of(int(case), rubrics)
    rubric = rubric_of(points, rubrics)
    judge.judge(rubric_of(1, rubrics), typed_transcript("The judge is warm by then, and so is the disk."))
    judge.prepare(rubric)
    before = peak_memory_mb() or 0.0
    began = time.perf_counter()
    judge.judge(rubric, transcript)
    return Taken(time.perf_counter() - began, peak_memory_mb() or 0.0, before)


def in_own_process(*arguments: str, started: bool = False) -> str:
    """Run a part of this program with a fresh home.

    Args:
        arguments: Which part.
        started: Whether the program was started there before: the first start also measures how quick the machine is.
    """
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        home = Path(folder) / "home"
        paths = find_paths()
        furnish(home, weights=paths.weights, files=[paths.machine_speed], converted=True)
        process = FreshProcess(home)
        if started:
            process.part("start", "ours")
        return process.python(__file__, *arguments)


def taken(case: str, points: int) -> Taken:
    """Judge one answer in a process of its own."""
    return Taken(**json.loads(in_own_process("one", case, str(points)).splitlines()[-1]))


def growth(small: float, large: float, size: float) -> str:
    """Say how a time has grown beside its size."""
    ratio = large / small / size
    return f"{ratio:6.2f}{'  more than linear' if ratio > NOISE else ''}"


def print_table() -> None:
    """Print the table, row by row."""
    print(f"{'words':>8}{'points':>8}{'seconds':>10}{'memory':>10}{'of it new':>11}   growth / size")
    found: dict[tuple[int, int], Taken] = {}
    for points in POINTS:
        for at, words in enumerate(WORDS):
            each = found[words, points] = taken(str(words), points)
            beside = []
            if at:
                smaller = WORDS[at - 1]
                beside.append(f"words {growth(found[smaller, points].seconds, each.seconds, words / smaller)}")
            if points != POINTS[0]:
                fewer = found[words, POINTS[0]].seconds
                beside.append(f"points {growth(fewer, each.seconds, points / POINTS[0])}")
            print(f"{words:>8,}{points:>8}{_cells(each)}   {', '.join(beside)}", flush=True)
    for name, case, points in (("many", str(MANY_WORDS), MANY_POINTS), ("endless", "endless", POINTS[0])):
        each, aim = taken(case, points), AIMS[name]
        size = f"{ENDLESS:,} characters without a space" if case == "endless" else f"{MANY_WORDS:,} words"
        met = "" if each.seconds <= aim else ", not kept"
        print(f"{size}, {points} points:{_cells(each)}   aim {aim:.0f} s{met}", flush=True)


def _cells(each: Taken) -> str:
    return f"{each.seconds:>8.2f} s{each.memory:>7.0f} MB{each.memory - each.before:>8.0f} MB"


def sit(answers: int) -> None:
    """Load what the screen loads, judge answers one after another, and print the memory meanwhile."""
    from coach.ui.app import CoachApp  # noqa: F401, PLC0415 - it is in memory during a sitting

    engines = build_engines(find_paths(), Settings())
    warming = WarmUp(engines.to_warm_up)
    warming.begin()
    while warming.busy:
        time.sleep(0.05)
    judge, rubrics = engines.judge.get(), engines.bank.rubrics
    memory = [ram_mb() or 0.0]
    for number in range(answers):
        rubric = rubrics[number % len(rubrics)]
        judge.prepare(rubric)
        judge.judge(rubric, answer_of(150, rubrics, seed=number))
        if (number + 1) % max(1, answers // 10) == 0:
            memory.append(ram_mb() or 0.0)
    print(json.dumps({"memory": memory, "peak": peak_memory_mb() or 0.0}))


def print_sitting(answers: int) -> None:
    """Print the memory of a sitting."""
    found = json.loads(in_own_process("sit", str(answers), started=True).splitlines()[-1])
    memory, peak = found["memory"], found["peak"]
    print(f"{answers} answers of 150 words, everything loaded; MB before the first and after each tenth of them:")
    print("  " + " ".join(f"{each:.0f}" for each in memory))
    ratio = memory[-1] / memory[1]
    print(f"  at the end over after the first tenth: {ratio:.3f}{'' if ratio <= FLAT else ', not flat'}")
    print(f"  peak {peak:.0f} MB, aim {MOST_MEMORY:.0f} MB{'' if peak <= MOST_MEMORY else ', not kept'}")


def main() -> None:
    """Print what was asked for, or both."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked == "one":
        print(json.dumps(asdict(judge_once(sys.argv[2], int(sys.argv[3])))))
        return
    if asked == "sit":
        sit(int(sys.argv[2]))
        return
    if asked in ("", "table"):
        print_table()
    if asked in ("", "sitting"):
        print_sitting(int(sys.argv[2]) if len(sys.argv) > 2 else 100)


if __name__ == "__main__":
    main()
