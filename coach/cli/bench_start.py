"""`coach bench start`: how soon after its start the program is ready, and how much memory it takes."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from coach.bank.bank import load_bank
from coach.bench.fresh_process import FreshProcess, furnish
from coach.bench.start import JudgeLoaded, Processes, Start, Started, measure_start, start_as_json, start_as_text
from coach.cli.bench_part import OURS, TORCH
from coach.cli.output import print_json
from coach.paths import HOME_VARIABLE, Paths, find_paths, shipped_folder

QUESTION = "bias-variance-tradeoff"
"""The shipped question whose model answer is assessed."""

Measure = Callable[[Paths, argparse.Namespace], Start]
"""Measures with the user's weights and settings."""


def run(arguments: argparse.Namespace, measure: Measure | None = None) -> int:
    """Start the program and its parts several times, and print the figures.

    Args:
        arguments: The parsed command line.
        measure: By default in processes of their own, in a folder that is thrown away.
    """
    start = (measure or _measure)(find_paths(), arguments)
    if arguments.json:
        print_json(start_as_json(start))
    else:
        print(start_as_text(start))
    return 0


def chosen_weights(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Give the options of the command line that choose weights, for a process of its own."""
    names = ("whisper", "embedder")
    return tuple(f"--{name}={getattr(arguments, name)}" for name in names if getattr(arguments, name, None))


def furnished(paths: Paths, folder: Path) -> FreshProcess:
    """Give a folder that stands in for the user's: the same weights and settings, an empty history, an empty cache."""
    home = folder / "home"
    furnish(home, weights=paths.weights, files=[paths.settings, paths.machine_speed])
    return FreshProcess(home)


def _measure(paths: Paths, arguments: argparse.Namespace) -> Start:
    shipped = shipped_folder("rubrics")
    rubric = load_bank(shipped, shipped / "none").get(QUESTION)
    weights = chosen_weights(arguments)
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as name:
        answer = Path(name) / "answer.txt"
        answer.write_text(rubric.model_answer, encoding="utf-8")
        process = furnished(paths, Path(name))

        def assess() -> float:
            readings = find_paths({HOME_VARIABLE: str(process.home)}).readings
            for file in readings.parent.glob(f"{readings.name}*"):  # with what SQLite keeps beside it
                file.unlink()
            return process.command("assess", "--text", str(answer), "--question", rubric.id, *weights)

        processes = Processes(
            start=lambda: Started(**process.part("start", OURS, *weights)),
            assess=assess,
            help=lambda: process.command("--help"),
            judge=lambda: JudgeLoaded(**process.part("judge", OURS, *weights)),
            torch=lambda: JudgeLoaded(**process.part("judge", TORCH, *weights)),
        )
        return measure_start(processes, arguments.runs, _note)


def _note(line: str) -> None:
    print(f"measuring {line}", file=sys.stderr, flush=True)
