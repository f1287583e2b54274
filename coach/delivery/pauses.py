"""Silent pauses, with their places, and the longest time spoken without one.

Pauses are where the voice-activity detector heard nothing; word times are too coarse around silence. A pause at a
clause boundary is where fluent speakers plan and listeners expect one; pauses inside clauses are what marks hesitant
speech (Tavakoli 2011; Kahng 2014; De Jong 2016).
"""

from collections.abc import Sequence
from itertools import pairwise

from coach.delivery.spoken_words import CANNOT_END, OPENERS
from coach.domain.delivery import Pause, PausePlace
from coach.domain.spelling import bare
from coach.domain.transcript import TimeSpan, Word

LEAST_PAUSE_SECONDS = 0.25
"""Shorter silences belong to articulation; the usual cut-off in fluency research (De Jong & Bosker 2013)."""

_CLAUSE_ENDS = (".", "?", "!", ",", ";", ":", "—", "–")

_TRAILS_OFF = ("...", "…")


def silent_pauses(speech: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Return the silences between stretches of speech; those before the first and after the last do not count.

    Args:
        speech: Where speech was heard, in order, not overlapping.
    """
    between = (TimeSpan(before.end, after.start) for before, after in pairwise(speech))
    return tuple(pause for pause in between if pause.seconds >= LEAST_PAUSE_SECONDS)


def place_pauses(
    pauses: Sequence[TimeSpan], words: Sequence[Word], fillers: frozenset[int] = frozenset()
) -> tuple[Pause, ...]:
    """Return, for each silent pause, whether it lies between two clauses or inside one.

    A clause ends where the word before the pause carries punctuation, or the word behind it opens a clause; never
    behind a word that no clause ends with. Fillers on both sides are passed over: in "the, um, model" the pause is
    inside. Before the first word and behind the last a pause counts as between.

    Args:
        pauses: In order.
        words: In order, with times.
        fillers: Index of every word that belongs to a filler.
    """
    said = [word for index, word in enumerate(words) if index not in fillers]
    placed = []
    for pause in pauses:
        middle = (pause.start + pause.end) / 2
        behind = next((at for at, word in enumerate(said) if word.span.middle > middle), len(said))
        placed.append(Pause(pause.start, pause.end, _place(said, behind)))
    return tuple(placed)


def longest_stretch(speech: Sequence[TimeSpan]) -> TimeSpan | None:
    """Find the longest run of speech; silences too short for a pause do not end one.

    Args:
        speech: Where speech was heard, in order, not overlapping.

    Returns:
        The first of the longest; None where nothing was said.
    """
    runs: list[TimeSpan] = []
    for span in speech:
        if runs and span.start - runs[-1].end < LEAST_PAUSE_SECONDS:
            runs[-1] = TimeSpan(runs[-1].start, span.end)
        else:
            runs.append(span)
    return max(runs, key=lambda run: run.seconds, default=None)


def _place(said: Sequence[Word], behind: int) -> PausePlace:
    if behind == 0 or behind == len(said):
        return PausePlace.BETWEEN
    before, after = said[behind - 1].text, said[behind].text
    if bare(before) in CANNOT_END or before.endswith("-"):
        return PausePlace.INSIDE
    if bare(after) in OPENERS:
        return PausePlace.BETWEEN
    ends = before.rstrip("\"'”’)")
    if ends.endswith(_TRAILS_OFF) or not ends.endswith(_CLAUSE_ENDS):
        return PausePlace.INSIDE
    return PausePlace.BETWEEN
