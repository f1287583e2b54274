"""Makes wrong claims out of a right one, for points whose rubric names none: an opposite, a swap, a negation."""

from collections.abc import Sequence

from coach.content.content_words import NEGATORS, STOPWORDS
from coach.content.opposites import OPPOSITES
from coach.content.plain_words import plain_words

MOST = 6
"""Wrong claims made of one point."""

_AUXILIARIES = frozenset("is are was were can could will would should may might must does do did has have".split())


def counterfactuals(point: str, question: str) -> tuple[str, ...]:
    """Turn a claim round in every way that its words offer.

    Args:
        point: The claim.
        question: The question, for the things it compares.

    Returns:
        At most `MOST` wrong claims as plain words: the things compared exchanged, single words replaced by their
        opposites, and the claim negated or its negation taken away.
    """
    words = plain_words(point)
    made = [*_swapped(words, question), *_with_opposites(words), *_negated(words)]
    return tuple(dict.fromkeys(" ".join(each) for each in made if tuple(each) != words))[:MOST]


def compared_things(question: str) -> tuple[str, str] | None:
    """Find the two single words that a question compares: `L1` and `L2`; None where it compares none."""
    words = plain_words(question)
    for at, word in enumerate(words):
        if word not in {"and", "vs", "versus", "or", "from"} or not 0 < at < len(words) - 1:
            continue
        left, right = words[at - 1], words[at + 1]
        if left != right and not {left, right} & STOPWORDS:
            return left, right
    return None


def _swapped(words: Sequence[str], question: str) -> list[list[str]]:
    pair = compared_things(question)
    if pair is not None and (pair[0] in words or pair[1] in words):
        exchange = {pair[0]: pair[1], pair[1]: pair[0]}
        return [[exchange.get(word, word) for word in words]]
    return []


def _with_opposites(words: Sequence[str]) -> list[list[str]]:
    made = []
    for at, word in enumerate(words):
        if word in OPPOSITES and word not in NEGATORS:
            made.append([*words[:at], OPPOSITES[word][0], *words[at + 1 :]])
    return made


def _negated(words: Sequence[str]) -> list[list[str]]:
    for at, word in enumerate(words):
        if word in NEGATORS:
            return [[*words[:at], *words[at + 1 :]]]
    for at, word in enumerate(words):
        if word in _AUXILIARIES and at:
            return [[*words[: at + 1], "not", *words[at + 1 :]]]
    return [["it", "is", "not", "true", "that", *words]]
