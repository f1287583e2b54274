"""What the comparison is to show, and whether it does."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.bench.listen import PLAIN_BEAM_5, Column, processor_ratio, ratio

SPONTANEOUS, ACTED = "spont", "acted"
"""Kinds of the manifest for which filled pauses have an aim of their own."""

LEAST_F1 = {SPONTANEOUS: 0.90, ACTED: 0.75}
"""Harmonic mean of precision and recall of filled pauses."""

MOST_MADE_UP = 1.0
"""Filled pauses for every 500 words in clips in which nobody makes any."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Aim:
    """One figure with the limit that it is to keep."""

    name: str
    """What is measured."""
    value: float | None
    """How it came out; None where the clips say nothing about it."""
    limit: float
    """What it is to be at most or at least."""
    at_least: bool = False
    """Whether more is better."""

    @property
    def met(self) -> bool | None:
        """Whether the limit is kept; None where the clips say nothing about it."""
        if self.value is None:
            return None
        short = self.limit - self.value if self.at_least else self.value - self.limit
        return short <= _ROUNDING


def aims(columns: Sequence[Column]) -> tuple[Aim, ...]:
    """Hold our own listening against its aims.

    Args:
        columns: The ways of listening, ours first; the aims that compare need plain faster-whisper with five beams.
    """
    ours = columns[0].all
    found = []
    for column in columns[1:]:
        if column.run.system == PLAIN_BEAM_5:
            words, work = ratio(ours.content.rate, column.all.content.rate), processor_ratio(ours, column.all)
            found += [
                Aim(f"content word error rate over that of {PLAIN_BEAM_5}", words, 1.0),
                Aim(f"processor time over that of {PLAIN_BEAM_5}", work, 1.0),
            ]
    for kind, least in LEAST_F1.items():
        if kind in columns[0].by_heading:
            found.append(Aim(f"filler F1, {kind}", columns[0].by_heading[kind].fillers.f1, least, at_least=True))
    lost = float(ours.content.lost_runs) if ours.content.reference else None
    nothing = float(ours.words_from_nothing) if ours.empty_clips else None
    return (
        *found,
        Aim("made-up fillers per 500 words", ours.made_up_fillers_per_500_words, MOST_MADE_UP),
        Aim("runs of three or more words lost", lost, 0.0),
        Aim("words where nobody speaks", nothing, 0.0),
    )
