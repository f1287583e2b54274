"""How well a number ranks answers, whatever threshold one takes."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranked:
    """One thing that was ranked."""

    score: float
    """Higher comes first."""
    wanted: bool
    """Whether it should come first."""


def area_under_curve(ranked: Sequence[Ranked]) -> float | None:
    """Give the area under the receiver operating characteristic.

    That is the chance that a wanted thing scores higher than another one, a tie being worth half; None where all are
    wanted, or none is.
    """
    wanted = sum(1 for each in ranked if each.wanted)
    others = len(ranked) - wanted
    if not wanted or not others:
        return None
    won, below = 0.0, 0
    for tied in _by_score(ranked):
        wanted_here = sum(1 for each in tied if each.wanted)
        others_here = len(tied) - wanted_here
        won += wanted_here * (below + others_here / 2.0)
        below += others_here
    return won / (wanted * others)


def average_precision(ranked: Sequence[Ranked]) -> float | None:
    """Give the mean, over the wanted things, of the precision among all that score as high or higher.

    0.0 where none is wanted; None where there is nothing at all.
    """
    if not ranked:
        return None
    seen = hits = 0
    total = 0.0
    for tied in reversed(_by_score(ranked)):
        wanted_here = sum(1 for each in tied if each.wanted)
        seen += len(tied)
        hits += wanted_here
        total += wanted_here * hits / seen
    return total / hits if hits else 0.0


def top_half(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Give the half that scores highest, rounded down; of a tie at the cut, those that come first."""
    return tuple(sorted(ranked, key=lambda each: -each.score)[: len(ranked) // 2])


def _by_score(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Put together what scores the same, lowest first."""
    groups: dict[float, list[Ranked]] = {}
    for each in sorted(ranked, key=lambda each: each.score):
        groups.setdefault(each.score, []).append(each)
    return list(groups.values())
