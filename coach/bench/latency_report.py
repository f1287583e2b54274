"""Waits added up over clips, as text and as JSON."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from coach.audio.sound_card_microphone import INPUT_LATENCY
from coach.bench.endurance import Endurance
from coach.bench.latency import AnswerLatency, Played


@dataclass(frozen=True, slots=True)
class Spread:
    """How a figure is spread over the clips."""

    median: float
    """Half are below."""
    p95: float
    """Nineteen of twenty are below; with few clips drawn between the two largest."""
    worst: float
    """The largest."""


def spread(values: Sequence[float]) -> Spread:
    """Summarise at least one value."""
    median, p95 = np.percentile(np.array(values), [50, 95])
    return Spread(float(median), float(p95), max(values))


def summaries(clips: Sequence[AnswerLatency], pause: float) -> dict[str, dict[str, Spread]]:
    """Summarise the waits: heading, then name of the figure; shares are of the answer's length.

    Args:
        clips: At least one.
        pause: Seconds of silence before the second stop.
    """

    def both(wait: Callable[[AnswerLatency], float], name: str) -> dict[str, Spread]:
        shares = [wait(each) / each.seconds for each in clips]
        return {f"{name}, seconds": spread([wait(each) for each in clips]), f"{name}, share": spread(shares)}

    return {
        "stopped right after the last word": {
            **both(lambda each: each.at_once.wait.transcript, "last word to transcript"),
            **both(lambda each: each.at_once.wait.result, "last word to result"),
            "processor while recording, cores": spread([each.at_once.cores for each in clips]),
        },
        f"stopped after {pause:g} s of silence": {
            **both(lambda each: each.paused.wait.transcript, "stop to transcript"),
            **both(lambda each: each.paused.wait.result, "stop to result"),
            "processor while recording, cores": spread([each.paused.cores for each in clips]),
        },
        "transcribed after the stop": {
            **both(lambda each: each.after.transcript, "stop to transcript"),
            **both(lambda each: each.after.result, "stop to result"),
        },
        "while speaking over after the stop": {
            "transcript, ratio": spread([each.at_once.wait.transcript / each.after.transcript for each in clips]),
            "result, ratio": spread([each.at_once.wait.result / each.after.result for each in clips]),
        },
    }


def latency_as_text(clips: Sequence[AnswerLatency], pause: float, remarks: Sequence[str]) -> str:
    """Write the waits as a table.

    Args:
        clips: At least one.
        pause: Seconds of silence before the second stop.
        remarks: What must be known to read the figures.
    """
    lengths = [each.seconds for each in clips]
    head = f"{len(clips)} answers, {min(lengths):.1f} to {max(lengths):.1f} s, {sum(lengths):.0f} s in all"
    lines = [f"{head:<52}{'median':>10}{'95 %':>10}{'worst':>10}"]
    for heading, figures in summaries(clips, pause).items():
        lines += ["", heading]
        for name, values in figures.items():
            label, _, unit = name.rpartition(", ")
            cells = [_cell(value, unit) for value in (values.median, values.p95, values.worst)]
            lines.append(
                f"  {label if unit != 'share' else '  of the length':<50}" + "".join(f"{c:>10}" for c in cells)
            )
    ours, after = sum(each.at_once.wait.transcript for each in clips), sum(each.after.transcript for each in clips)
    lines += ["", f"all waits for the transcript together: {ours:.2f} s over {after:.2f} s is {ours / after:.2f}"]
    return "\n".join(
        [*lines, _blocks([played for each in clips for played in (each.at_once, each.paused)]), "", *remarks]
    )


def latency_as_json(clips: Sequence[AnswerLatency], pause: float, remarks: Sequence[str]) -> dict[str, object]:
    """Make a value for `json.dumps` of the waits; see `latency_as_text`."""
    played = [each for clip in clips for each in (clip.at_once, clip.paused)]
    return {
        "pause": pause,
        "remarks": list(remarks),
        "summary": {
            heading: {name: asdict(values) for name, values in figures.items()}
            for heading, figures in summaries(clips, pause).items()
        },
        "blocks": sum(each.blocks for each in played),
        "dropped_blocks": sum(each.dropped_blocks for each in played),
        "latest_block": max(each.latest for each in played),
        "clips": [asdict(each) for each in clips],
    }


def endurance_as_text(endurance: Endurance, remarks: Sequence[str]) -> str:
    """Write what a long take showed."""
    memory = " ".join(f"{each:.0f}" for each in endurance.memory_mb)
    peak = "-" if endurance.peak_memory_mb is None else f"{endurance.peak_memory_mb:.0f} MB"
    lines = [
        f"recorded                  {endurance.seconds:.1f} s in one take, {endurance.words} words",
        f"blocks dropped            {endurance.dropped_blocks} of {endurance.blocks}",
        f"latest block              {endurance.latest:.2f} s late (lost from {INPUT_LATENCY:g} s on)",
        f"processor                 {endurance.cores:.2f} cores",
        f"stop to transcript        {endurance.wait:.2f} s",
        f"memory, minute by minute  {memory or '-'} MB (at the beginning, each minute, at the end)",
        f"peak memory               {peak}, Python and libraries included",
    ]
    if endurance.problem:
        lines.append(f"problem                   {endurance.problem}")
    return "\n".join([*lines, "", *remarks])


def _blocks(played: Sequence[Played]) -> str:
    dropped, blocks = sum(each.dropped_blocks for each in played), sum(each.blocks for each in played)
    latest = max(each.latest for each in played)
    return (
        f"blocks dropped: {dropped} of {blocks}; the latest came {latest:.2f} s late (lost from {INPUT_LATENCY:g} s on)"
    )


def _cell(value: float, unit: str) -> str:
    return {"seconds": f"{value:.2f} s", "share": f"{100 * value:.1f} %"}.get(unit, f"{value:.2f}")
