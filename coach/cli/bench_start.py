"""`coach bench start`: how soon after its start the program is ready, and how much memory it takes.

What is measured runs in processes of its own: `python -m coach.cli.bench_start PART BEGAN WHICH` prints a line of JSON.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from coach.bank.bank import load_bank
from coach.bench.fresh_process import (
    ALL,
    JUDGE,
    RECOGNISER,
    VOICE,
    FreshProcess,
    JudgeLoaded,
    Processes,
    Start,
    Started,
    furnish,
    make_trial,
    measure_speed,
    measure_start,
    peak_memory_mb,
    start_as_json,
    start_as_text,
)
from coach.cli.output import note, print_json
from coach.cli.setup import chosen_weights, engines_for
from coach.content.decision import load_decisions
from coach.content.encoder import Embedder, Encoder
from coach.content.judge import Judge
from coach.content.reader import Reader
from coach.errors import CoachError
from coach.paths import HOME_VARIABLE, Paths, find_paths, shipped_folder
from coach.practice.engines import Engines
from coach.practice.loading import Loading, LoadState
from coach.settings import Settings
from coach.weights.catalogue import shipped_catalogue
from coach.weights.locate import locate
from coach.weights.packages import join_weight
from coach.wiring import load_embedder, load_reader

OURS_ALONE, TORCH = "ours", "torch"
"""Which judge a part loads: the one that comes with the program, or the same one as it was trained."""

QUESTION = "bias-variance-tradeoff"
"""The shipped question whose model answer is assessed."""

LOOK = 0.002
"""Seconds between two looks at what is ready."""

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


def furnished(paths: Paths, folder: Path) -> FreshProcess:
    """Return a folder that stands in for the user's: the same weights and settings, an empty history and cache."""
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
            start=lambda: Started(**process.part("start", OURS_ALONE, *weights)),
            assess=assess,
            help=lambda: process.command("--help"),
            judge=lambda: JudgeLoaded(**process.part("judge", OURS_ALONE, *weights)),
            torch=lambda: JudgeLoaded(**process.part("judge", TORCH, *weights)),
        )
        return measure_start(processes, arguments.runs, lambda what: note(f"measuring {what}"))


def main(arguments: list[str]) -> int:
    """Run one part.

    Args:
        arguments: `start`, `judge` or `speed`; when the process was started, by `time.monotonic`; `ours` or `torch`;
            then the weights that the command line chose.
    """
    part, began, which, *chosen = arguments
    parser = argparse.ArgumentParser()
    parser.add_argument("--whisper")
    parser.add_argument("--embedder")
    try:
        print(json.dumps(_PARTS[part](parser.parse_args(chosen), float(began), which)))
    except CoachError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _start(chosen: argparse.Namespace, began: float, _which: str) -> dict[str, object]:
    """Load everything as the screen does, its library included."""
    from coach.practice.loading import WarmUp  # noqa: PLC0415
    from coach.ui.app import CoachApp  # noqa: F401, PLC0415 - the time to import it is a part of the start

    engines = engines_for(chosen)
    parts: dict[Loading[object], str] = {engines.voice: VOICE, engines.transcriber: RECOGNISER, engines.judge: JUDGE}
    ready: dict[str, float] = {}
    warming = WarmUp(engines.to_warm_up)
    warming.begin()
    while warming.busy or len(ready) < len(parts):
        for part, name in parts.items():
            if part.state is LoadState.FAILED and part.error is not None:
                raise part.error
            if part.state is LoadState.READY:
                ready.setdefault(name, time.monotonic() - began)
        time.sleep(LOOK)
    return {"seconds": {**ready, ALL: time.monotonic() - began}, "memory_mb": peak_memory_mb()}


def _judge(chosen: argparse.Namespace, began: float, which: str) -> dict[str, object]:
    """Load the judge alone."""
    _load(which, engines_for(chosen))
    return {"seconds": time.monotonic() - began, "memory_mb": peak_memory_mb()}


def _speed(chosen: argparse.Namespace, _began: float, which: str) -> dict[str, object]:
    engines = engines_for(chosen)
    trial = make_trial(engines.bank.rubrics)
    return asdict(measure_speed(lambda: _load(which, engines), trial, peak_memory_mb, long=which == OURS_ALONE))


def _load(which: str, engines: Engines) -> Callable[[], Judge]:
    """Load the weights of the judge that comes with the program, and give what makes a judge that remembers nothing."""
    embedder, reader = (_by_torch if which == TORCH else _ours)(engines)
    decision = load_decisions(shipped_folder("models") / "judge.json")["near"]
    return lambda: Judge(Encoder(embedder, reader), decision)


def _ours(engines: Engines) -> tuple[Embedder, Reader]:
    return load_embedder(engines.paths, Settings(), _quiet), load_reader(engines.paths, _quiet)


def _by_torch(engines: Engines) -> tuple[Embedder, Reader]:
    from coach.content.delta import read_delta  # noqa: PLC0415
    from coach.content.sentence_transformer import SentenceTransformerEmbedder  # noqa: PLC0415
    from coach.content.transformer_reader import load_transformer_reader  # noqa: PLC0415

    catalogue = shipped_catalogue()
    made = catalogue.reader
    stock = locate("embedder", catalogue.embedder.name, engines.paths.weights, _quiet)
    embedder = SentenceTransformerEmbedder(stock.folder, stock.name)
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as work:
        base = join_weight(catalogue.reader_base, Path(work), _quiet)
        return embedder, load_transformer_reader(base, read_delta(made.name, made.path, made.sha256))


def _quiet(_line: str) -> None:
    """Say nothing of the progress."""


_PARTS: dict[str, Callable[[argparse.Namespace, float, str], dict[str, object]]] = {
    "start": _start,
    "judge": _judge,
    "speed": _speed,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
