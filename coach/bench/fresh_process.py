"""What the program takes in fresh processes: the time until it is ready, the time to judge, and memory.

Each part is run in a process of its own, so that time and memory are those of that part alone; the judge is measured
beside the same one as it was trained, run by torch.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from coach.bench.judge_run import AnswerJudge
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, typed_transcript
from coach.errors import CoachError
from coach.paths import CONVERTED, HOME_VARIABLE, find_paths

PARTS = "coach.cli.bench_start"
"""The module whose parts are run."""

GIVEN_UP_AFTER = 300.0
"""Seconds after which a process is given up."""

VOICE, RECOGNISER, JUDGE, ALL = "voice", "recogniser", "judge", "everything"
"""What is waited for, in the order in which a sitting needs it; everything is also what finds fillers and terms."""

READY_AIM, ASSESS_AIM = 1.5, 2.0
"""Seconds to be ready to judge, and for `coach assess --text` in all, on two cores."""

MEMORY_AIM = 700.0
"""Megabytes of a sitting at most."""

WORDS, POINTS = 150, 5
"""A minute of speech, and the points of most questions."""

LONG_WORDS = 400
"""Of the answer that is read ahead: two and a half minutes of speech."""

PIECE = 40
"""Words that a long answer has become longer by each time that it is read ahead: a quarter of a minute."""

SPEED_RUNS = 3
"""Times that each is measured, of which the median counts."""

POINTS_AIM, ALL_AIM = 300.0, 600.0
"""Milliseconds of an answer of 150 words to five points on two cores: the points alone, and everything."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")

_STATUS = Path("/proc/self/status")

_MEGABYTE = 1_000_000

Clock = Callable[[], float]
"""Seconds since some moment."""


@dataclass(frozen=True, slots=True)
class FreshProcess:
    """Starts processes that have everything in a folder of their own."""

    home: Path
    """What they take for the user's folder."""

    def part(self, name: str, *arguments: str) -> Mapping[str, Any]:
        """Run a part and give what it found out.

        Args:
            name: Of the part; see `coach.cli.bench_start`.
            arguments: More that it takes.

        Raises:
            CoachError: It failed.
        """
        began = time.monotonic()
        said = self.python("-m", PARTS, name, repr(began), *arguments)
        found: Mapping[str, Any] = json.loads(said.splitlines()[-1])
        return found

    def command(self, *arguments: str) -> float:
        """Run `coach` and give the seconds that it takes in all.

        Raises:
            CoachError: It failed.
        """
        began = time.monotonic()
        self.python("-m", "coach", *arguments)
        return time.monotonic() - began

    def python(self, *arguments: str) -> str:
        """Run Python and give what it prints.

        Args:
            arguments: Of Python: a file or `-m` and a module, and what it takes.

        Raises:
            CoachError: It failed.
        """
        environment = {**os.environ, HOME_VARIABLE: str(self.home)}
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                [sys.executable, *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=GIVEN_UP_AFTER,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise CoachError(
                f"A process took more than {GIVEN_UP_AFTER:.0f} s.", "Close other programs, and measure again."
            ) from error
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["it printed nothing"])[-1]
            raise CoachError(f"A part of the program failed while it was being measured: {last}", "Try `coach doctor`.")
        return done.stdout


def furnish(home: Path, *, weights: Path, files: Sequence[Path], converted: bool = False) -> None:
    """Make a folder that stands in for the user's, with the same weights and settings, and nothing of the rest.

    Args:
        home: The folder.
        weights: The user's weights; they are linked.
        files: The user's files that are copied, where they are there.
        converted: Whether also what is made of others at the first start is linked.

    Raises:
        CoachError: It cannot be made.
    """
    try:
        home.mkdir(parents=True)
        linked = find_paths({HOME_VARIABLE: str(home)}).weights
        linked.mkdir()
        for each in sorted(weights.iterdir()) if weights.is_dir() else ():
            if converted or each.name != CONVERTED:
                (linked / each.name).symlink_to(each, target_is_directory=each.is_dir())
        for file in files:
            if file.is_file():
                (home / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        raise CoachError(
            f"{home} cannot be prepared: {error.strerror or error}.", "Free up some space in the temporary folder."
        ) from error


def peak_memory_mb() -> float | None:
    """Return the most memory that this process ever took, Python and libraries included, in megabytes.

    On Linux it is VmHWM: the usual ru_maxrss begins at what the process that started this one took. None where the
    system does not tell.
    """
    peak = _kilobytes("VmHWM")
    if peak is not None:
        return peak * 1024 / _MEGABYTE
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024) / _MEGABYTE


def ram_mb() -> float | None:
    """Return the memory that this process takes now, in megabytes; None where the system does not tell."""
    now = _kilobytes("VmRSS")
    return None if now is None else now * 1024 / _MEGABYTE


@dataclass(frozen=True, slots=True)
class Started:
    """One start of the program."""

    seconds: Mapping[str, float]
    """From the start of the process until each part is ready, by its name."""
    memory_mb: float | None
    """The most that the process ever took; None where the system does not tell."""


@dataclass(frozen=True, slots=True)
class JudgeLoaded:
    """A judge loaded in a process that loads nothing else."""

    seconds: float
    """From the start of the process until it can judge."""
    memory_mb: float | None
    """The most that the process ever took; None where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Start:
    """All figures of one run; medians where several processes were started."""

    runs: int
    """How many each."""
    first: Started
    """The first start ever, which also prepares the weights."""
    later: Started
    """Every other one."""
    assess: float
    """Seconds of `coach assess --text` in all, nothing read before."""
    help: float
    """Seconds of `coach --help` in all."""
    ours: JudgeLoaded
    """The judge."""
    torch: JudgeLoaded
    """The same judge run by torch."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Starts what is measured, each in a process of its own."""

    start: Callable[[], Started]
    """Loads everything as the screen does."""
    assess: Callable[[], float]
    """Assesses a text, and gives the seconds."""
    help: Callable[[], float]
    """Prints the help, and gives the seconds."""
    judge: Callable[[], JudgeLoaded]
    """Loads the judge alone."""
    torch: Callable[[], JudgeLoaded]
    """Loads it by torch."""


def measure_start(processes: Processes, runs: int, say: Callable[[str], None]) -> Start:
    """Measure everything, one process after the other.

    Args:
        processes: Start what is measured; the first start of all must find no prepared weights.
        runs: How many of each.
        say: Told what is being measured.
    """
    say("the first start")
    first = processes.start()
    say(f"starts, {runs} in all")
    starts = [processes.start() for _ in range(runs)]
    later = Started(
        {part: median(each.seconds[part] for each in starts) for part in starts[0].seconds},
        _median([each.memory_mb for each in starts]),
    )
    say(f"coach assess --text, and --help, {runs} of each")
    assess = median(processes.assess() for _ in range(runs))
    told = median(processes.help() for _ in range(runs))
    say(f"the judge alone, {runs} in all")
    ours = _loaded([processes.judge() for _ in range(runs)])
    say(f"the judge by torch, {runs} in all")
    torch = _loaded([processes.torch() for _ in range(runs)])
    return Start(runs, first, later, assess, told, ours, torch)


def start_as_text(start: Start) -> str:
    """Write the figures as a table."""
    parts = (VOICE, RECOGNISER, JUDGE, ALL)
    lines = [
        f"{'seconds from the start until ready':<42}" + "".join(f"{part:>12}" for part in parts) + f"{'memory':>10}"
    ]
    for name, each in (("a start", start.later), ("the first start, weights prepared", start.first)):
        cells = "".join(f"{each.seconds[part]:>10.2f} s" for part in parts)
        lines.append(f"  {name:<40}{cells}{_cell(each.memory_mb, 'MB'):>10}")
    lines += [
        f"  {'to be ready to judge, the aim':<40}{'':>24}{READY_AIM:>10.2f} s{'':>12}{_cell(MEMORY_AIM, 'MB'):>10}",
        "",
        f"{'coach assess --text, nothing read before':<42}{start.assess:>10.2f} s   (aim {ASSESS_AIM:.2f} s)",
        f"{'coach --help':<42}{start.help:>10.2f} s",
        "",
        f"{'the shipped judge alone in a process':<42}{'ours':>12}{'by torch':>12}{'ratio':>10}",
        f"  {'ready to judge':<40}{start.ours.seconds:>10.2f} s{start.torch.seconds:>10.2f} s"
        f"{_ratio(start.ours.seconds, start.torch.seconds):>10}",
        f"  {'peak memory':<40}{_cell(start.ours.memory_mb, 'MB'):>12}{_cell(start.torch.memory_mb, 'MB'):>12}"
        f"{_ratio(start.ours.memory_mb, start.torch.memory_mb):>10}",
        "",
        f"Each figure is the median of {start.runs} processes, but for the first start, of which there is one.",
    ]
    return "\n".join(lines)


def start_as_json(start: Start) -> dict[str, Any]:
    """Make a value for `json.dumps`: seconds and megabytes."""
    return {
        **asdict(start),
        "ratio": {
            "seconds": start.ours.seconds / start.torch.seconds,
            "memory": start.ours.memory_mb / start.torch.memory_mb
            if start.ours.memory_mb and start.torch.memory_mb
            else None,
        },
        "aims": {"judge": READY_AIM, "assess": ASSESS_AIM, "memory_mb": MEMORY_AIM},
    }


class ReadingJudge(AnswerJudge, Protocol):
    """A judge that can read what is settled of an answer that goes on."""

    def read_ahead(self, rubric: Rubric, transcript: Transcript) -> None:
        """Read what further words will hardly change."""
        ...


@dataclass(frozen=True, slots=True)
class JudgeSpeed:
    """What one judge needs."""

    load_seconds: float
    """To load it, its libraries included."""
    points_ms: float
    """An answer of `WORDS` to `POINTS` points in their own wording alone."""
    all_ms: float
    """The same with their other wordings and wrong claims."""
    long_ms: float | None
    """An answer of `LONG_WORDS` with everything; None where it was not measured."""
    long_ahead_ms: float | None
    """The same after the last word, what was settled having been read while it was said."""
    memory_mb: float | None
    """The most that the process ever took; None where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is judged."""

    rubric: Rubric
    """Has `POINTS` points."""
    answer: str
    """Of `WORDS` words."""
    long_answer: str
    """Of `LONG_WORDS` words."""


def make_trial(rubrics: Sequence[Rubric]) -> Trial:
    """Make answers of the sentences of model answers, the question's own first.

    Args:
        rubrics: The bank; the first question with enough points, and other wordings and wrong claims of each, is taken.

    Raises:
        CoachError: None has.
    """
    fit = (each for each in rubrics if len(_full(each)) >= POINTS)
    rubric = next(fit, None)
    if rubric is None:
        raise CoachError(
            f"No question has {POINTS} points with other wordings and wrong claims.", "See `coach bank check`."
        )
    others = [each for each in rubrics if each.id != rubric.id]
    sentences = [part for each in (rubric, *others) for part in _SENTENCE.split(each.model_answer) if part]
    words = " ".join(sentences).split()
    if len(words) < LONG_WORDS:
        raise CoachError("The bank has too few model answers.", "See `coach bank check`.")
    points = tuple(_full(rubric)[:POINTS])
    return Trial(replace(rubric, key_points=points), " ".join(words[:WORDS]), " ".join(words[:LONG_WORDS]))


def measure_speed(
    load: Callable[[], Callable[[], ReadingJudge]],
    trial: Trial,
    memory: Callable[[], float | None],
    clock: Clock = time.perf_counter,
    *,
    long: bool = True,
) -> JudgeSpeed:
    """Measure a judge in this process, which should be a fresh one.

    Args:
        load: Loads the weights, and gives what makes a judge of them that remembers nothing.
        trial: What is judged.
        memory: Gives the most that this process ever took, in megabytes.
        clock: Gives seconds.
        long: Whether to judge the long answer too, which takes most of the time.
    """
    began = clock()
    fresh = load()
    loaded = clock() - began
    alone = tuple(replace(point, also=(), mistakes=()) for point in trial.rubric.key_points)
    points = replace(trial.rubric, key_points=alone)
    _once(fresh(), points, trial.answer, clock)  # to warm up
    return JudgeSpeed(
        load_seconds=loaded,
        points_ms=_median_ms(lambda: _once(fresh(), points, trial.answer, clock)),
        all_ms=_median_ms(lambda: _once(fresh(), trial.rubric, trial.answer, clock)),
        long_ms=_median_ms(lambda: _once(fresh(), trial.rubric, trial.long_answer, clock)) if long else None,
        long_ahead_ms=_median_ms(lambda: _ahead(fresh(), trial.rubric, trial.long_answer, clock)) if long else None,
        memory_mb=memory(),
    )


def speed_as_text(ours: JudgeSpeed, torch: JudgeSpeed) -> str:
    """Write the two judges side by side."""
    head = f"speed ({POINTS} points, nothing read before; median of {SPEED_RUNS})"
    lines = [f"{head:<62}{'coach':>10}{'by torch':>10}{'ratio':>8}{'aim':>10}"]
    for name, one, other, unit, aim in (
        ("load", ours.load_seconds, torch.load_seconds, "s", ""),
        (f"{WORDS} words, the points alone", ours.points_ms, torch.points_ms, "ms", f"{POINTS_AIM:.0f} ms"),
        (f"{WORDS} words, other wordings and wrong claims too", ours.all_ms, torch.all_ms, "ms", f"{ALL_AIM:.0f} ms"),
        (f"{LONG_WORDS} words, all read after the last one", ours.long_ms, torch.long_ms, "ms", ""),
        (f"{LONG_WORDS} words, read ahead while they are said", ours.long_ahead_ms, torch.long_ahead_ms, "ms", ""),
        ("peak memory", ours.memory_mb, torch.memory_mb, "MB", ""),
    ):
        cells = f"{_cell(one, unit):>10}{_cell(other, unit):>10}{_ratio(one, other):>8}{aim:>10}"
        lines.append(f"  {name:<60}{cells}")
    if ours.long_ms and ours.long_ahead_ms is not None:
        saved = 1.0 - ours.long_ahead_ms / ours.long_ms
        lines.append(f"  Reading ahead saves {saved:.0%} of the wait after a long answer.")
    return "\n".join(lines)


def speed_as_json(ours: JudgeSpeed, torch: JudgeSpeed) -> dict[str, Any]:
    """Make a value for `json.dumps`."""
    return {
        "words": WORDS,
        "long_words": LONG_WORDS,
        "points": POINTS,
        "runs": SPEED_RUNS,
        "systems": {"coach": asdict(ours), "torch": asdict(torch)},
        "aims": {"points_ms": POINTS_AIM, "all_ms": ALL_AIM},
    }


def speed_from(found: Mapping[str, Any]) -> JudgeSpeed:
    """Read what a process of its own found out."""
    return JudgeSpeed(**found)


def _kilobytes(name: str) -> int | None:
    try:
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), None)


def _loaded(runs: Sequence[JudgeLoaded]) -> JudgeLoaded:
    return JudgeLoaded(median(each.seconds for each in runs), _median([each.memory_mb for each in runs]))


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _full(rubric: Rubric) -> list[Any]:
    return [point for point in rubric.key_points if point.also and point.mistakes]


def _once(judge: ReadingJudge, rubric: Rubric, answer: str, clock: Clock) -> float:
    transcript = typed_transcript(answer)
    judge.prepare(rubric)
    began = clock()
    judge.judge(rubric, transcript)
    return clock() - began


def _ahead(judge: ReadingJudge, rubric: Rubric, answer: str, clock: Clock) -> float:
    words = answer.split()
    judge.prepare(rubric)
    for said in range(PIECE, len(words), PIECE):
        judge.read_ahead(rubric, typed_transcript(" ".join(words[:said])))
    return _once(judge, rubric, answer, clock)


def _median_ms(measure: Callable[[], float]) -> float:
    return 1000.0 * median(measure() for _ in range(SPEED_RUNS))


def _ratio(ours: float | None, theirs: float | None) -> str:
    return "-" if ours is None or not theirs else f"{ours / theirs:.2f}"


def _cell(value: float | None, unit: str) -> str:
    digits = 2 if unit == "s" else 0
    return "-" if value is None else f"{value:.{digits}f} {unit}"
