"""Counts how many texts each word is in, and turns that into how telling the word is."""

import math
from collections import Counter
from collections.abc import Iterable

from coach.content.plain_words import plain_words
from coach.content.word_weights import WordWeights

UNKNOWN = 0.9
"""Weight of a word that is too rare to be listed."""

LISTED_BELOW = 0.8
"""Words of a higher weight are not listed; they are rare enough to count as unknown."""


def weigh_words(texts: Iterable[str]) -> WordWeights:
    """Give each frequent word its inverse document frequency, scaled so that a word in a single text has about 1."""
    different = {words for words in map(plain_words, texts) if words}
    within = Counter(word for words in different for word in set(words))
    most = math.log(len(different) + 1)
    weights = {word: math.log((len(different) + 1) / (count + 0.5)) / most for word, count in within.items()}
    listed = {word: round(weight, 3) for word, weight in sorted(weights.items()) if weight < LISTED_BELOW}
    return WordWeights(listed, UNKNOWN)
