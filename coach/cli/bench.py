"""`coach bench listen`: how well the program hears, beside plain faster-whisper."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from coach.bench.clip import Clip
from coach.bench.copies import make_copies
from coach.bench.degraded import copy_rows
from coach.bench.degrading import degradations, steps
from coach.bench.heard import SystemRun
from coach.bench.listen import OURS, OURS_LIVE, PLAIN_BEAM_1, PLAIN_BEAM_5, SYSTEMS, compare, copy_of
from coach.bench.listen_json import comparison_as_json
from coach.bench.listen_text import comparison_as_text, how_measured
from coach.bench.listeners import Hear, hear_all, live_listening, our_listening, plain_listening
from coach.bench.manifest import load_manifest
from coach.bench.memory import memory_mb, peak_memory_mb
from coach.bench.needle import needle_figures
from coach.bench.speaking_programs import installed
from coach.bench.spoken_clips import WARNING, speak_clips
from coach.bench.spoken_sentences import speak_near_words, speak_terms
from coach.bench.tables_json import degraded_as_json, near_words_as_json, pace_as_json, terms_as_json, trust_as_json
from coach.bench.tables_text import degraded_as_text, near_words_as_text, pace_as_text, terms_as_text, trust_as_text
from coach.bench.term_table import near_words_heard, terms_heard
from coach.bench.terms import NearWords, load_near_words, load_terms
from coach.bench.trust_table import trust_table, trusted_copies
from coach.cli.output import print_json
from coach.cli.setup import engines_for
from coach.errors import AudioError
from coach.plain import plain
from coach.practice.engines import Engines
from coach.speech.voice import Voice
from coach.wiring import AUTO, build_engines

SPOKEN_QUESTIONS = ("bias-variance-tradeoff", "l1-vs-l2", "precision-vs-recall", "lora")
"""Whose model answers the voice says where no recordings are given; those that the bank has."""

LEAST_SPOKEN = 3
"""Answers that are spoken at least; the bank's first ones fill up where a user has replaced the usual ones."""

LATENCY = "The time from the last word to the transcript is measured by `coach bench latency`."

_FOR_ENGINES = ("whisper", "embedder")
"""What a process of its own must know of the command line."""

HearSystem = Callable[[str, argparse.Namespace, Sequence[Clip]], SystemRun]
"""Hears all clips in one of `SYSTEMS` or as `OURS_LIVE`."""

FindVoices = Callable[[Engines, Path], tuple[Sequence[Voice], Sequence[str]]]
"""Gives the voices that can speak, and a sentence for each that cannot; may use the folder while they speak."""

_Run = Callable[[str, Sequence[Clip]], SystemRun]


@dataclass(frozen=True, slots=True)
class _Table:
    """One table in both forms."""

    key: str
    """Its name in the JSON."""
    text: str
    """For people."""
    value: dict[str, object]
    """For `json.dumps`."""


def find_voices(engines: Engines, folder: Path) -> tuple[Sequence[Voice], Sequence[str]]:
    """Give the program's own voice, which remembers nothing beyond the folder, and those of other programs."""
    own = build_engines(replace(engines.paths, voice_cache=folder), engines.settings).voice.get()
    programs, missing = installed()
    return (own, *programs), missing


def run_listen(arguments: argparse.Namespace, hear: HearSystem | None = None, find: FindVoices = find_voices) -> int:
    """Compare our own listening with plain faster-whisper and print the figures, or the tables that were asked for.

    Args:
        arguments: The parsed command line.
        hear: Hears the clips; by default in a process of its own for each way of listening.
        find: Finds the voices that say the terms.
    """
    if arguments.near is not None and not arguments.terms:
        arguments.usage_error("--near limits the sentences of --terms")
    engines = engines_for(arguments, aloud=True)
    arguments.whisper = _weights(engines)

    def run(system: str, clips: Sequence[Clip]) -> SystemRun:
        print(f"{system}:", file=sys.stderr, flush=True)
        return (hear or hear_in_own_process)(system, arguments, clips)

    if not (arguments.degrade or arguments.trust or arguments.pace or arguments.terms):
        return _print_comparison(arguments, engines, run)
    tables: list[_Table] = []
    remarks: list[str] = []
    if arguments.degrade or arguments.trust or arguments.pace:
        with clips_of(arguments, engines) as (clips, about):
            remarks += about
            if arguments.degrade:
                tables.append(_degraded(clips, run))
            if arguments.trust:
                tables.append(_trusted(clips, run))
            if arguments.pace:
                tables.append(_pace(clips, run))
    elif arguments.folder is not None:
        remarks.append("The terms are spoken by voices: the recordings were not used.")
    if arguments.terms:
        near = load_near_words()[: arguments.near] if arguments.near != 0 else ()
        more, missing = _terms(near, engines, run, find)
        tables += more
        remarks += missing
    _print_tables(arguments, tables, (*remarks, LATENCY))
    return 0


def _print_comparison(arguments: argparse.Namespace, engines: Engines, run: _Run) -> int:
    with clips_of(arguments, engines) as (clips, about):
        columns = compare(clips, [run(system, clips) for system in SYSTEMS])
    remarks = (*about, *how_measured(columns), LATENCY)
    if arguments.json:
        _print_json(comparison_as_json(clips, columns, remarks, arguments.whisper))
    else:
        print(comparison_as_text(columns, [plain(remark) for remark in remarks]))
    return 0


def _print_tables(arguments: argparse.Namespace, tables: Sequence[_Table], remarks: Sequence[str]) -> None:
    if arguments.json:
        _print_json({"weights": arguments.whisper, "remarks": remarks, **{table.key: table.value for table in tables}})
    else:
        print("\n\n".join([*(table.text for table in tables), "\n".join(plain(remark) for remark in remarks)]))


def _print_json(value: dict[str, object]) -> None:
    print_json(value)


def _degraded(clips: Sequence[Clip], run: _Run) -> _Table:
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        print("making the copies", file=sys.stderr, flush=True)
        copies = tuple(make_copies(clips, degradations(), Path(folder)))
        columns = compare(copies, [run(system, copies) for system in (OURS, PLAIN_BEAM_5)], copy_of)
    rows = copy_rows(columns)
    return _Table("degraded", degraded_as_text(rows), degraded_as_json(rows, copies, columns))


def _trusted(clips: Sequence[Clip], run: _Run) -> _Table:
    speaking = [clip for clip in clips if clip.transcript]
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        print("making the copies", file=sys.stderr, flush=True)
        copies = tuple(make_copies(speaking, steps(), Path(folder)))
        (ours,) = compare(copies, [run(OURS, copies)], copy_of)
    found = tuple(trusted_copies(copies, ours.run.hypotheses, ours.by_clip))
    table = trust_table(found)
    return _Table("trust", trust_as_text(table), trust_as_json(table, found))


def _pace(clips: Sequence[Clip], run: _Run) -> _Table:
    needles = [heard.needle for heard in run(OURS_LIVE, clips).hypotheses]
    return _Table("pace", pace_as_text(needle_figures(needles)), pace_as_json(clips, needles))


def _terms(
    near: Sequence[NearWords], engines: Engines, run: _Run, find: FindVoices
) -> tuple[tuple[_Table, ...], tuple[str, ...]]:
    terms, names = load_terms(), []
    term_clips: list[Clip] = []
    near_clips: list[Clip] = []
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        voices, missing = find(engines, Path(folder))
        remarks = list(missing)
        for number, voice in enumerate(voices):
            print(f"{voice.name} says {len(terms) + len(near)} sentences", file=sys.stderr, flush=True)
            try:
                said = speak_terms(terms, voice, Path(folder) / f"{number}-terms")
                near_said = speak_near_words(near, voice, Path(folder) / f"{number}-near")
            except AudioError as error:
                remarks.append(f"{error} This voice was left out.")
                continue
            names.append(voice.name)
            term_clips += said
            near_clips += near_said
        ours = run(OURS, [*term_clips, *near_clips]).hypotheses
        beside = near_words_heard(near, names, ours[len(term_clips) :])
        false = [place for place, each in enumerate(beside) if each.false]
        theirs = run(PLAIN_BEAM_5, [*term_clips, *(near_clips[place] for place in false)]).hypotheses
    heard = terms_heard(terms, names, ours[: len(term_clips)], theirs[: len(term_clips)])
    tables = [_Table("terms", terms_as_text(heard), terms_as_json(heard))]
    if near:
        of_plain = dict(zip(false, theirs[len(term_clips) :], strict=True))
        both = [replace(each, plain=of_plain[at].text) if at in of_plain else each for at, each in enumerate(beside)]
        tables.append(_Table("near_words", near_words_as_text(both), near_words_as_json(both)))
    return tuple(tables), tuple(remarks)


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
    engines, before = engines_for(arguments, aloud=True), memory_mb()
    hear = _listener(system, engines)
    hypotheses = []
    for number, (clip, heard) in enumerate(hear_all(hear, clips), start=1):
        took = f"{heard.work_seconds:.1f} s for {heard.seconds:.1f} s"
        print(f"  {number} of {len(clips)}  {plain(clip.title)}  {took}", file=sys.stderr, flush=True)
        hypotheses.append(heard)
    return SystemRun(system, tuple(hypotheses), peak_memory_mb(), before)


def _weights(engines: Engines) -> str:
    """Name the weights that all ways of listening use, also where the program chooses them by the machine's speed."""
    chosen = engines.settings.weights.whisper
    return engines.transcriber.get().name if chosen == AUTO else chosen


def _listener(system: str, engines: Engines) -> Hear:
    if system in (OURS, OURS_LIVE):
        engines.detectors.get()
        engines.transcriber.get()
        return our_listening(engines) if system == OURS else live_listening(engines)
    from coach.speech.plain_whisper import PlainWhisper  # noqa: PLC0415
    from coach.weights.locate import locate  # noqa: PLC0415

    beams = {PLAIN_BEAM_5: 5, PLAIN_BEAM_1: 1}[system]
    located = locate("whisper", engines.settings.weights.whisper, engines.paths.weights, lambda _line: None)
    return plain_listening(PlainWhisper(located.folder, located.name, beams))
