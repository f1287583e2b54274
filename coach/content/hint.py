"""A hint at a key point: the words that say what it is about, and never what it claims."""

from coach.content.content_words import NEGATORS, STOPWORDS, stem
from coach.content.opposites import OPPOSITES
from coach.content.plain_words import plain_words
from coach.domain.rubric import KeyPoint, Rubric

MOST_WORDS = 3
"""Words of a hint; more would give the point away."""

_LEAST_LETTERS = 3
"""Shorter words name nothing."""


def hint_at(rubric: Rubric, point: KeyPoint) -> tuple[str, ...]:
    """Choose the topic words of a key point.

    Words that the question holds already help nobody, and words with an opposite (more, increases) are the claim
    itself; of the others the longest come first, which are the terms of the trade more often than not.

    Args:
        rubric: The question.
        point: One of its key points.

    Returns:
        At most three words, in the order in which the point has them; empty where it has none of its own.
    """
    known = {stem(word) for word in plain_words(rubric.question)}
    words: dict[str, str] = {}
    for word in plain_words(point.point):
        if _names_something(word) and stem(word) not in known:
            words.setdefault(stem(word), word)
    telling = sorted(words.values(), key=len, reverse=True)[:MOST_WORDS]
    return tuple(word for word in words.values() if word in telling)


def in_hint_order(rubric: Rubric) -> tuple[KeyPoint, ...]:
    """Give the key points in the order in which hints are given: the heaviest first."""
    return tuple(sorted(rubric.key_points, key=lambda point: -point.weight))


def _names_something(word: str) -> bool:
    return (
        len(word) >= _LEAST_LETTERS
        and not word[0].isdigit()
        and word not in STOPWORDS
        and word not in NEGATORS
        and word not in OPPOSITES
    )
