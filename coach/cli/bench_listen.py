"""`coach bench listen` and `coach bench latency`: how well, and how soon, recordings with known words are heard."""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from coach.audio.read_audio import read_audio
from coach.bench.clips import Clip, load_manifest
from coach.bench.degraded_clips import degradations, make_copies, steps
from coach.bench.fresh_process import peak_memory_mb, ram_mb
from coach.bench.latency import (
    LONGEST_CLIP,
    AnswerLatency,
    after_the_stop,
    endurance_as_text,
    endure,
    in_throwaway,
    latency_as_json,
    latency_as_text,
    play,
    until_last_word,
)
from coach.bench.listen_figures import (
    OURS,
    OURS_LIVE,
    PLAIN_BEAM_1,
    PLAIN_BEAM_5,
    SYSTEMS,
    compare,
    copy_of,
    copy_rows,
    trust_table,
    trusted_copies,
)
from coach.bench.listen_json import (
    comparison_as_json,
    degraded_as_json,
    near_words_as_json,
    pace_as_json,
    terms_as_json,
    trust_as_json,
)
from coach.bench.listen_text import (
    comparison_as_text,
    degraded_as_text,
    how_measured,
    near_words_as_text,
    pace_as_text,
    terms_as_text,
    trust_as_text,
)
from coach.bench.listeners import WARM_UP, Hear, SystemRun, hear_all, live_listening, our_listening, plain_listening
from coach.bench.needle import needle_figures
from coach.bench.spoken_clips import WARNING, installed, speak_clips, speak_near_words, speak_terms
from coach.bench.term_trial import NearWords, load_near_words, load_terms, near_words_heard, terms_heard
from coach.cli.output import note, print_json
from coach.cli.setup import engines_for
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Rubric
from coach.errors import AudioError, CoachError
from coach.plain import plain
from coach.practice.engines import Engines
from coach.speech.voice import Voice
from coach.wiring import AUTO, build_engines
from coach.wording import count

SPOKEN_QUESTIONS = ("bias-variance-tradeoff", "l1-vs-l2", "precision-vs-recall", "lora")
"""Whose model answers the voice says where no recordings are given; those that the bank has."""

LEAST_SPOKEN = 3
"""Answers that are spoken at least; the bank's first ones fill up where a user has replaced the usual ones."""

LATENCY_QUESTION = "bias-variance-tradeoff"
"""What clips answer for which the manifest names no question; the bank's first where it has no such one."""

NOBODY_SPEAKS = "There is no speech in any clip."

LATENCY = "The time from the last word to the transcript is measured by `coach bench latency`."

_FOR_ENGINES = ("whisper", "embedder")
"""What a process of its own must know of the command line."""

HearSystem = Callable[[str, argparse.Namespace, Sequence[Clip]], SystemRun]
"""Hears all clips in one of `SYSTEMS` or as `OURS_LIVE`."""

FindVoices = Callable[[Engines, Path], tuple[Sequence[Voice], Sequence[str]]]
"""Gives the voices that can speak, and a sentence for each that cannot; may use the folder while they speak."""

BuildEngines = Callable[[argparse.Namespace], Engines]
"""Builds engines whose judge has read nothing yet."""

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


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """One clip, ready to be played."""

    clip: Clip
    """Where it comes from."""
    sound: Samples
    """16 kHz mono."""
    rubric: Rubric
    """The question that it answers."""


def find_voices(engines: Engines, folder: Path) -> tuple[Sequence[Voice], Sequence[str]]:
    """Return the program's own voice, which remembers nothing beyond the folder, and those of other programs."""
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
        arguments.usage_error("--near only goes with --terms")
    engines = engines_for(arguments, aloud=True)
    arguments.whisper = _weights(engines)

    def run(system: str, clips: Sequence[Clip]) -> SystemRun:
        note(f"{system}:")
        return (hear or _hear_in_own_process)(system, arguments, clips)

    if not (arguments.degrade or arguments.trust or arguments.pace or arguments.terms):
        return _print_comparison(arguments, engines, run)
    tables: list[_Table] = []
    remarks: list[str] = []
    if arguments.degrade or arguments.trust or arguments.pace:
        with _clips_of(arguments, engines) as (clips, about):
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


def run_latency(arguments: argparse.Namespace, build: BuildEngines | None = None, speed: float = 1.0) -> int:
    """Play clips into the recorder and print how long one waits.

    Args:
        arguments: The parsed command line.
        build: Builds the engines; by default those that the settings ask for.
        speed: 1.0 plays in real time.
    """
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as name:
        return _run_latency(arguments, build or partial(_forgetful, Path(name)), Path(name), speed)


@contextmanager
def _clips_of(arguments: argparse.Namespace, engines: Engines) -> Iterator[tuple[tuple[Clip, ...], tuple[str, ...]]]:
    """Yield the recordings that the command line names, or spoken ones that live as long as the context.

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
            remarks.append(f"Columns of the manifest that were ignored: {', '.join(manifest.unread_columns)}.")
        yield manifest.clips, tuple(remarks)
        return
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        rubrics = [each for each in engines.bank.rubrics if each.model_answer]
        wanted = [each for each in rubrics if each.id in SPOKEN_QUESTIONS]
        rest = [each for each in rubrics if each not in wanted]
        wanted += rest[: max(0, LEAST_SPOKEN - len(wanted))]
        note("the voice is speaking the clips")
        yield speak_clips(wanted, engines.voice.get(), Path(folder)), (WARNING,)


def _hear_in_own_process(system: str, arguments: argparse.Namespace, clips: Sequence[Clip]) -> SystemRun:
    """Hear all clips in a fresh process, so that its memory is that of this way of listening alone."""
    chosen = argparse.Namespace(**{key: value for key, value in vars(arguments).items() if key in _FOR_ENGINES})
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        return process.submit(_hear_here, system, chosen, tuple(clips)).result()


def _hear_here(system: str, arguments: argparse.Namespace, clips: Sequence[Clip]) -> SystemRun:
    """Hear all clips in this process, one after another; names each on stderr."""
    engines, before = engines_for(arguments, aloud=True), ram_mb()
    hear = _listener(system, engines)
    hypotheses = []
    for number, (clip, heard) in enumerate(hear_all(hear, clips), start=1):
        took = f"{heard.work_seconds:.1f} s for {heard.seconds:.1f} s"
        note(f"  {number} of {len(clips)}  {plain(clip.title)}  {took}")
        hypotheses.append(heard)
    return SystemRun(system, tuple(hypotheses), peak_memory_mb(), before)


def _print_comparison(arguments: argparse.Namespace, engines: Engines, run: _Run) -> int:
    with _clips_of(arguments, engines) as (clips, about):
        columns = compare(clips, [run(system, clips) for system in SYSTEMS])
    remarks = (*about, *how_measured(columns), LATENCY)
    if arguments.json:
        print_json(comparison_as_json(clips, columns, remarks, arguments.whisper))
    else:
        print(comparison_as_text(columns, [plain(remark) for remark in remarks]))
    return 0


def _print_tables(arguments: argparse.Namespace, tables: Sequence[_Table], remarks: Sequence[str]) -> None:
    if arguments.json:
        print_json({"weights": arguments.whisper, "remarks": remarks, **{table.key: table.value for table in tables}})
    else:
        print("\n\n".join([*(table.text for table in tables), "\n".join(plain(remark) for remark in remarks)]))


def _degraded(clips: Sequence[Clip], run: _Run) -> _Table:
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        note("making the copies")
        copies = tuple(make_copies(clips, degradations(), Path(folder)))
        columns = compare(copies, [run(system, copies) for system in (OURS, PLAIN_BEAM_5)], copy_of)
    rows = copy_rows(columns)
    return _Table("degraded", degraded_as_text(rows), degraded_as_json(rows, copies, columns))


def _trusted(clips: Sequence[Clip], run: _Run) -> _Table:
    speaking = [clip for clip in clips if clip.transcript]
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        note("making the copies")
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
            note(f"{voice.name} says {len(terms) + len(near)} sentences")
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


def _weights(engines: Engines) -> str:
    """Name the weights that all ways of listening use, also where the program chooses them by the machine's speed."""
    chosen = engines.settings.weights.whisper
    return engines.transcriber.get().name if chosen == AUTO else chosen


def _listener(system: str, engines: Engines) -> Hear:
    if system in (OURS, OURS_LIVE):
        engines.detectors.get()
        engines.transcriber.get()
        return our_listening(engines) if system == OURS else live_listening(engines)
    from coach.speech.whisper import PlainWhisper  # noqa: PLC0415
    from coach.weights.locate import locate  # noqa: PLC0415

    beams = {PLAIN_BEAM_5: 5, PLAIN_BEAM_1: 1}[system]
    located = locate("whisper", engines.settings.weights.whisper, engines.paths.weights, lambda _line: None)
    return plain_listening(PlainWhisper(located.folder, located.name, beams))


def _run_latency(arguments: argparse.Namespace, build: BuildEngines, folder: Path, speed: float) -> int:
    engines = build(arguments)
    with _clips_of(arguments, engines) as (clips, remarks):
        sounds = [read_audio(clip.path) for clip in clips]
        if arguments.minutes:
            return _run_endurance(arguments, in_throwaway(engines, folder), sounds, remarks, speed)
        _refuse_long(clips, sounds)
        answers = [_Answer(clip, sound, _question(clip, engines)) for clip, sound in zip(clips, sounds, strict=True)]
        ways = [in_throwaway(each, folder) for each in _ways(engines, arguments, build)]
        _warm_up(ways, sounds[0])
        measured = list(_measure(answers, ways, arguments.pause, speed))
    if not measured:
        raise CoachError(NOBODY_SPEAKS, "Give recordings of answers.")
    remarks = (*remarks, *_how_waited(len(clips) - len(measured)))
    if arguments.json:
        print_json(latency_as_json(measured, arguments.pause, remarks))
    else:
        print(latency_as_text(measured, arguments.pause, [plain(remark) for remark in remarks]))
    return 0


def _forgetful(folder: Path, arguments: argparse.Namespace) -> Engines:
    """Build engines whose judge has read nothing yet."""
    return engines_for(arguments, aloud=True, readings=Path(tempfile.mkdtemp(dir=folder)) / "readings.db")


def _ways(engines: Engines, arguments: argparse.Namespace, build: BuildEngines) -> list[Engines]:
    """Return engines for each way of waiting: the same ears, but a judge of its own.

    Otherwise one way would profit from what another one has read.
    """
    more = (build(arguments), build(arguments))
    return [engines, *(replace(engines, judge=each.judge) for each in more)]


def _measure(
    answers: Sequence[_Answer], ways: Sequence[Engines], pause: float, speed: float
) -> Iterator[AnswerLatency]:
    at_once, paused, after = ways
    for number, answer in enumerate(answers, start=1):
        place = f"{number} of {len(answers)}  {plain(answer.clip.name)}"
        sound, rubric = until_last_word(answer.sound, at_once), answer.rubric
        if len(sound) == 0:
            note(f"{place}: nobody speaks, skipped")
            continue
        seconds = len(sound) / SAMPLE_RATE
        note(f"{place}, {seconds:.1f} s, played twice")
        yield AnswerLatency(
            answer.clip.name,
            seconds,
            play(sound, rubric, at_once, speed=speed),
            play(sound, rubric, paused, pause, speed=speed),
            after_the_stop(sound, rubric, after),
        )


def _run_endurance(
    arguments: argparse.Namespace, engines: Engines, sounds: Sequence[Samples], remarks: Sequence[str], speed: float
) -> int:
    engines.detectors.get()
    our_listening(engines)(sounds[0][:WARM_UP])
    seconds = 60.0 * arguments.minutes / speed
    note(f"playing {count(len(sounds), 'clip')} in a loop for {arguments.minutes:g} minutes")
    endurance = endure(sounds, seconds, engines, note, speed=speed)
    if arguments.json:
        print_json({**asdict(endurance), "remarks": list(remarks)})
    else:
        print(endurance_as_text(endurance, [plain(remark) for remark in remarks]))
    return 0


def _refuse_long(clips: Sequence[Clip], sounds: Sequence[Samples]) -> None:
    for clip, sound in zip(clips, sounds, strict=True):
        seconds = len(sound) / SAMPLE_RATE
        if seconds > LONGEST_CLIP:
            raise CoachError(
                f"{clip.path} lasts {seconds:.0f} s, and clips are played in real time.",
                f"Cut it to at most {LONGEST_CLIP:g} s, or ask for one long take with --minutes.",
            )


def _question(clip: Clip, engines: Engines) -> Rubric:
    if clip.question:
        return engines.bank.get(clip.question)
    rubrics = engines.bank.rubrics
    if not rubrics:
        raise CoachError("The bank has no questions.", "`coach bank check` says why.")
    return next((each for each in rubrics if each.id == LATENCY_QUESTION), rubrics[0])


def _warm_up(ways: Sequence[Engines], sound: Samples) -> None:
    note("loading Whisper and the judge")
    our_listening(ways[0])(sound[:WARM_UP])
    for each in ways:
        each.judge.get()


def _how_waited(silent: int) -> tuple[str, ...]:
    remarks = (
        "Every clip is cut at the end of its last word, so that no silence in it helps. A clip for which the manifest "
        "names no question is judged on one from the bank, which takes just as long.",
        "Transcribed after the stop: the same listening and judge, given the whole clip at once.",
    )
    return (*remarks, f"Clips skipped because nobody speaks in them: {silent}.") if silent else remarks
