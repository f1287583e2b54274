"""`coach bench`: how well the program hears, and how soon a result is there."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from coach.bench.clip import Clip
from coach.bench.heard import SystemRun
from coach.bench.listen import OURS, PLAIN_BEAM_1, PLAIN_BEAM_5, SYSTEMS, compare
from coach.bench.listen_json import comparison_as_json
from coach.bench.listen_text import comparison_as_text, how_measured
from coach.bench.listeners import Hear, hear_all, our_listening, plain_listening
from coach.bench.manifest import load_manifest
from coach.bench.memory import memory_mb, peak_memory_mb
from coach.bench.spoken_clips import WARNING, speak_clips
from coach.cli.setup import engines_for
from coach.practice.engines import Engines
from coach.report.plain import plain
from coach.wiring import AUTO, build_engines

SPOKEN_QUESTIONS = ("bias-variance-tradeoff", "l1-vs-l2", "precision-vs-recall", "lora")
"""Whose model answers the voice says where no recordings are given; those that the bank has."""

LEAST_SPOKEN = 3
"""Answers that are spoken at least; the bank's first ones fill up where a user has replaced the usual ones."""

_FOR_ENGINES = ("whisper", "embedder", "accurate")
"""What a process of its own must know of the command line."""

HearSystem = Callable[[str, argparse.Namespace, Sequence[Clip]], SystemRun]
"""Hears all clips in one of `SYSTEMS`."""


def run_listen(arguments: argparse.Namespace, hear: HearSystem | None = None) -> int:
    """Compare our own listening with plain faster-whisper and print the figures.

    Args:
        arguments: The parsed command line.
        hear: Hears the clips; by default in a process of its own for each way of listening.
    """
    engines = _engines(arguments)
    hear = hear or hear_in_own_process
    arguments.whisper = _weights(engines)
    with clips_of(arguments, engines) as (clips, remarks):
        runs = []
        for system in SYSTEMS:
            print(f"{system}:", file=sys.stderr, flush=True)
            runs.append(hear(system, arguments, clips))
    columns = compare(clips, runs)
    remarks = (*remarks, *how_measured(columns))
    if arguments.json:
        accurate = engines.settings.listening.accurate
        shown = comparison_as_json(clips, columns, remarks, arguments.whisper, accurate=accurate)
        print(json.dumps(shown, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(comparison_as_text(columns, [plain(remark) for remark in remarks]))
    return 0


@contextmanager
def clips_of(arguments: argparse.Namespace, engines: Engines) -> Iterator[tuple[tuple[Clip, ...], tuple[str, ...]]]:
    """Give the recordings that the command line names, or spoken ones that live as long as the context.

    Args:
        arguments: The parsed command line.
        engines: The bank and the voice are used where no folder is named.

    Yields:
        The clips, and what must be known about them.
    """
    if arguments.folder is not None:
        manifest = load_manifest(Path(arguments.folder))
        remarks = list(manifest.remarks)
        if manifest.unread_columns:
            remarks.append(f"Columns of the manifest that were not read: {', '.join(manifest.unread_columns)}.")
        yield manifest.clips, tuple(remarks)
        return
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        rubrics = [each for each in engines.bank.rubrics if each.model_answer]
        wanted = [each for each in rubrics if each.id in SPOKEN_QUESTIONS]
        rest = [each for each in rubrics if each not in wanted]
        wanted += rest[: max(0, LEAST_SPOKEN - len(wanted))]
        print("the voice is speaking the clips", file=sys.stderr, flush=True)
        yield speak_clips(wanted, engines.voice.get(), Path(folder)), (WARNING,)


def hear_in_own_process(system: str, arguments: argparse.Namespace, clips: Sequence[Clip]) -> SystemRun:
    """Hear all clips in a fresh process, so that its memory is that of this way of listening alone."""
    chosen = argparse.Namespace(**{key: value for key, value in vars(arguments).items() if key in _FOR_ENGINES})
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        return process.submit(hear_here, system, chosen, tuple(clips)).result()


def hear_here(system: str, arguments: argparse.Namespace, clips: Sequence[Clip]) -> SystemRun:
    """Hear all clips in this process, one after another; names each on stderr."""
    engines, before = _engines(arguments), memory_mb()
    hear = _listener(system, engines)
    hypotheses = []
    for number, (clip, heard) in enumerate(hear_all(hear, clips), start=1):
        took = f"{heard.work_seconds:.1f} s for {heard.seconds:.1f} s"
        print(f"  {number} of {len(clips)}  {plain(clip.name)}  {took}", file=sys.stderr, flush=True)
        hypotheses.append(heard)
    return SystemRun(system, tuple(hypotheses), peak_memory_mb(), before)


def _weights(engines: Engines) -> str:
    """Name the weights that all ways of listening use, also where the program chooses them by the machine's speed."""
    chosen = engines.settings.weights.whisper
    return engines.transcriber.get().name if chosen == AUTO else chosen


def _listener(system: str, engines: Engines) -> Hear:
    if system == OURS:
        engines.detectors.get()
        engines.transcriber.get()
        return our_listening(engines)
    from coach.speech.plain_whisper import PlainWhisper  # noqa: PLC0415
    from coach.weights.locate import locate  # noqa: PLC0415

    beams = {PLAIN_BEAM_5: 5, PLAIN_BEAM_1: 1}[system]
    located = locate("whisper", engines.settings.weights.whisper, engines.paths.weights, lambda _line: None)
    return plain_listening(PlainWhisper(located.folder, located.name, beams))


def _engines(arguments: argparse.Namespace) -> Engines:
    engines = engines_for(arguments, aloud=True)
    if not getattr(arguments, "accurate", False):
        return engines
    settings = replace(engines.settings, listening=replace(engines.settings.listening, accurate=True))
    return build_engines(engines.paths, settings)
