"""The comparison: our own listening beside plain faster-whisper, on the same clips and weights, in one run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.bench.clip import Clip
from coach.bench.figures import Figures, add_up, measure_clip
from coach.bench.heard import SystemRun

OURS = "coach"
PLAIN_BEAM_5 = "plain, beam 5"
PLAIN_BEAM_1 = "plain, beam 1"

OURS_LIVE = "coach, at the speed of the sound"
"""Our own listening as it goes while somebody speaks."""

SYSTEMS = (OURS, PLAIN_BEAM_5, PLAIN_BEAM_1)
"""The ways of listening, in the order of the columns; the first is our own and says where there is speech."""

ALL = "all"
"""The heading of the figures over every clip."""

UNNAMED = "no kind"
"""The heading of clips for which the manifest names no kind."""


@dataclass(frozen=True, slots=True)
class Column:
    """One way of listening, measured."""

    run: SystemRun
    """What it heard."""
    by_clip: tuple[Figures, ...]
    """Figures of each clip, in order."""
    by_heading: dict[str, Figures]
    """Figures under each heading, in the order in which they first occur, then of all clips under `ALL`."""

    @property
    def all(self) -> Figures:
        """Figures over every clip."""
        return self.by_heading[ALL]


def kind_of(clip: Clip) -> str:
    """Give the heading under which a clip is counted with others of its kind."""
    return clip.kind or UNNAMED


def copy_of(clip: Clip) -> str:
    """Give the heading under which a clip is counted with others that were made worse in the same way."""
    return clip.copy


def compare(
    clips: Sequence[Clip], runs: Sequence[SystemRun], heading: Callable[[Clip], str] = kind_of
) -> tuple[Column, ...]:
    """Measure every way of listening.

    Args:
        clips: The references.
        runs: What each way of listening heard; the first knows where there is speech.
        heading: Which clips are added up together.
    """
    speech = [heard.speech for heard in runs[0].hypotheses]
    columns = []
    for run in runs:
        by_clip = tuple(
            measure_clip(clip, heard, spans) for clip, heard, spans in zip(clips, run.hypotheses, speech, strict=True)
        )
        headings = [heading(clip) for clip in clips]
        by_heading = {
            name: add_up(figures for each, figures in zip(headings, by_clip, strict=True) if each == name)
            for name in dict.fromkeys(headings)
        }
        columns.append(Column(run, by_clip, {**by_heading, ALL: add_up(by_clip)}))
    return tuple(columns)


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """Divide where there is something to divide by."""
    return None if ours is None or not theirs else ours / theirs


def processor_ratio(ours: Figures, theirs: Figures) -> float | None:
    """Divide the processor time of two ways of hearing the same clips."""
    return ratio(ours.processor_seconds, theirs.processor_seconds)
