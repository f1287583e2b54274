"""Where clauses begin and end, as far as single words tell."""

from collections.abc import Sequence

from coach.delivery.spoken_words import SpokenWords

CANNOT_END = frozenset(
    "the a an my our your their its his every and or but nor because if although whereas unless of into from than "
    "i we they very".split()
)
"""Words that end no clause, whatever punctuation a recogniser puts behind them."""

OPENERS = frozenset(
    "and but so because which who if when whenever while since although though whereas unless until then where "
    "however therefore otherwise or whether".split()
)
"""Words that begin a clause."""

COORDINATORS = frozenset({"and", "but", "so", "then", "or", "well", "now", "yeah"})
"""Words before a main clause."""

COMPARATIVES = frozenset({"more", "less", "fewer", "better", "worse"})
"""Words behind "the" that begin both halves of "the more, the better"."""


def at_clause_start(spoken: SpokenWords, order: Sequence[int], at: int) -> bool:
    """Tell whether a main clause begins at a word.

    Args:
        spoken: All words.
        order: Indices of the words that count, fillers left out.
        at: Position in `order`.
    """
    if at == 0:
        return True
    before = order[at - 1]
    return spoken.punctuated(before) or spoken.keys[before] in COORDINATORS
