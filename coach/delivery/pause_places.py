"""Tells the pauses between clauses from those inside one.

A pause at a clause boundary is where fluent speakers plan and listeners expect one; pauses inside clauses are what
marks hesitant speech (Tavakoli 2011; Kahng 2014; De Jong 2016).
"""

from collections.abc import Sequence

from coach.delivery.clause import CANNOT_END, OPENERS
from coach.delivery.spoken_words import bare
from coach.domain.delivery import Pause, PausePlace
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word

_CLAUSE_ENDS = (".", "?", "!", ",", ";", ":", "—", "–")
_TRAILS_OFF = ("...", "…")


def place_pauses(
    pauses: Sequence[TimeSpan], words: Sequence[Word], fillers: frozenset[int] = frozenset()
) -> tuple[Pause, ...]:
    """Say of each silent pause whether it lies between two clauses or inside one.

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
        behind = next((at for at, word in enumerate(said) if _middle(word) > middle), len(said))
        placed.append(Pause(pause.start, pause.end, _place(said, behind)))
    return tuple(placed)


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


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2
