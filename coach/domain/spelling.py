"""How words are compared, whoever compares them: nothing counts but which word it is.

What a package needs on top it adds itself: the judge parts contractions and hyphens, and syllables are counted from
capitals too.
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


def letters(text: str) -> str:
    """Strip a word to its letters in lower case, its digits and the apostrophes inside.

    Hyphens inside go as well: of two passes of a recogniser one writes "pre-trained" and the other "pretrained".
    """
    return "".join(letter for letter in even(text).lower() if letter.isalnum() or letter == "'").strip("'")


def wording_key(wording: str) -> str:
    """Return what two wordings that are the same have in common: a rubric holds each once, in capitals or not."""
    return wording.casefold()
