"""Which words of a text carry its meaning, as crude stems."""

import re

from coach.content.plain_words import plain_words

STOPWORDS = frozenset(
    """
    a an the and or but if then than so as of in on at to for from by with about into over under is are was
    were be been being am do does did done doing have has had having will would can could should may might
    must shall it its this that these those they them their there here he she we you i me my your our us who
    which what when where how why just very really also too some any each every all both most more such one
    because while well okay ok yeah yes oh hello thanks know think
    """.split()
)
"""Words that say too little to tell one claim from another."""

NEGATORS = frozenset("not no never none nothing neither nor without hardly barely nobody nowhere".split())
"""Words that turn a claim round."""

_SUFFIX = re.compile(r"(?:ing|ied|ies|ed|es|ly|s)$")
_LEAST_STEM = 3


def content_stems(text: str) -> frozenset[str]:
    """Give the words of a text that carry meaning, cut down to crude stems."""
    return frozenset(stem(word) for word in plain_words(text) if word not in STOPWORDS and word not in NEGATORS)


def stem(word: str) -> str:
    """Cut the commonest endings off an English word: `weights` gives `weight`."""
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= _LEAST_STEM else word
