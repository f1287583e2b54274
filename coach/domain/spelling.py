"""How words are compared, whoever compares them: nothing counts but which word it is.

What a package needs on top it adds itself: the judge parts contractions and hyphens, syllables are counted from
capitals too, and two passes of the recogniser are compared without any sign inside a word.
"""

import unicodedata

AROUND = ".,;:?!…-—–\"'“”‘’()[]"
"""Punctuation that may stand around a word and is no part of it."""


def even(text: str) -> str:
    """Write a text evenly: the same letters are the same characters however they are composed, apostrophes straight."""
    return unicodedata.normalize("NFC", text).replace("’", "'")


def bare(word: str) -> str:
    """Take case, and the punctuation around it, off a word: `“Don’t!”` gives `don't`."""
    return even(word).strip(AROUND).lower()
