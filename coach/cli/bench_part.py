"""What the benches run in processes of their own: `python -m coach.cli.bench_part PART BEGAN` prints a line of JSON."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict

from coach.bench.judge_speed import make_trial, measure_speed
from coach.bench.memory import peak_memory_mb
from coach.bench.start import ALL, JUDGE, RECOGNISER, VOICE
from coach.cli.setup import engines_for
from coach.content.decision import load_decisions
from coach.content.embedder import Embedder
from coach.content.encoder import Encoder
from coach.content.judge import Judge
from coach.content.reader import Reader
from coach.errors import CoachError
from coach.paths import shipped_folder
from coach.practice.engines import Engines
from coach.practice.loading import Loading, LoadState
from coach.settings import Settings
from coach.weights.differences import shipped_difference
from coach.weights.locate import locate
from coach.wiring import load_embedder, load_reader

OURS, TORCH = "ours", "torch"
"""Which judge."""

LOOK = 0.002
"""Seconds between two looks at what is ready."""


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
    from coach.ui.app import CoachApp  # noqa: F401, PLC0415 - the time to import it is a part of the start
    from coach.ui.warming import WarmUp  # noqa: PLC0415

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
    return asdict(measure_speed(lambda: _load(which, engines), trial, peak_memory_mb, long=which == OURS))


def _load(which: str, engines: Engines) -> Callable[[], Judge]:
    """Load the weights of the judge that comes with the program, and give what makes a judge that remembers nothing."""
    embedder, reader = (_by_torch if which == TORCH else _ours)(engines)
    decision = load_decisions(shipped_folder("models") / "judge.json")["near"]
    return lambda: Judge(Encoder(embedder, reader), decision)


def _ours(engines: Engines) -> tuple[Embedder, Reader]:
    return load_embedder(engines.paths, Settings(), _quiet), load_reader(engines.paths, _quiet)


def _by_torch(engines: Engines) -> tuple[Embedder, Reader]:
    from coach.content.difference import read_difference  # noqa: PLC0415
    from coach.content.sentence_transformer import SentenceTransformerEmbedder  # noqa: PLC0415
    from coach.content.transformer_reader import TransformerReader  # noqa: PLC0415

    made = shipped_difference()
    stock = locate("embedder", made.base, engines.paths.weights, _quiet)
    embedder = SentenceTransformerEmbedder(stock.folder, stock.name)
    return embedder, TransformerReader(stock.folder, read_difference(made.name, made.path, made.sha256))


def _quiet(_line: str) -> None:
    """Say nothing of the progress."""


_PARTS: dict[str, Callable[[argparse.Namespace, float, str], dict[str, object]]] = {
    "start": _start,
    "judge": _judge,
    "speed": _speed,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
