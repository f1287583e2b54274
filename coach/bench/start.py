"""How soon after its start the program is ready, beside the judge as it was trained, run by torch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

VOICE, RECOGNISER, JUDGE, ALL = "voice", "recogniser", "judge", "everything"
"""What is waited for, in the order in which a sitting needs it; everything is also what finds fillers and terms."""

READY_AIM, ASSESS_AIM = 1.5, 2.0
"""Seconds to be ready to judge, and for `coach assess --text` in all, on two cores."""

MEMORY_AIM = 700.0
"""Megabytes of a sitting at most."""


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
        lines.append(f"  {name:<40}{cells}{_memory(each.memory_mb):>10}")
    lines += [
        f"  {'to be ready to judge, the aim':<40}{'':>24}{READY_AIM:>10.2f} s{'':>12}{_memory(MEMORY_AIM):>10}",
        "",
        f"{'coach assess --text, nothing read before':<42}{start.assess:>10.2f} s   (aim {ASSESS_AIM:.2f} s)",
        f"{'coach --help':<42}{start.help:>10.2f} s",
        "",
        f"{'the shipped judge alone in a process':<42}{'ours':>12}{'by torch':>12}{'ratio':>10}",
        f"  {'ready to judge':<40}{start.ours.seconds:>10.2f} s{start.torch.seconds:>10.2f} s"
        f"{_ratio(start.ours.seconds, start.torch.seconds):>10}",
        f"  {'peak memory':<40}{_memory(start.ours.memory_mb):>12}{_memory(start.torch.memory_mb):>12}"
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


def _loaded(runs: Sequence[JudgeLoaded]) -> JudgeLoaded:
    return JudgeLoaded(median(each.seconds for each in runs), _median([each.memory_mb for each in runs]))


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _memory(megabytes: float | None) -> str:
    return "-" if megabytes is None else f"{megabytes:.0f} MB"


def _ratio(ours: float | None, theirs: float | None) -> str:
    return "-" if ours is None or not theirs else f"{ours / theirs:.2f}"
