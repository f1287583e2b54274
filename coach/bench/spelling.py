"""The one normaliser: reference and transcript go through it alike before they are compared.

Lower case; no accents; curly apostrophes made straight; punctuation and hyphens taken for spaces, apostrophes inside a
word kept; whole numbers, decimals and %, &, + said in words; y'know, ok, mr, mrs, dr written out. Filled pauses of any
spelling (um, uh, er, hm, in any lengthening) are one word, `um`; for the content word error rate they are left out.
"""

import re
import unicodedata

from coach.bench.number_words import TOO_LARGE, number_words
from coach.domain.filled_pause import is_filled_pause

FILLER = "um"
"""What every filled pause is written as."""

_WRITTEN_OUT = {
    "y'know": ("you", "know"),
    "ok": ("okay",),
    "mr": ("mister",),
    "mrs": ("missus",),
    "dr": ("doctor",),
    "%": ("percent",),
    "&": ("and",),
    "+": ("plus",),
}
_TOKEN = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+\.\d+|\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[%&+]")


def verbatim_words(text: str) -> list[str]:
    """Give the words of a text, with every filled pause as one and the same word."""
    words: list[str] = []
    for written in _without_accents(text.replace("’", "'")).split():
        if is_filled_pause(written):
            words.append(FILLER)
        else:
            for token in _TOKEN.findall(written.lower()):
                words += _said(token)
    return words


def content_words(text: str) -> list[str]:
    """Give the words of a text without its filled pauses."""
    return without_fillers(verbatim_words(text))


def without_fillers(words: list[str]) -> list[str]:
    """Leave the filled pauses out of words from `verbatim_words`."""
    return [word for word in words if word != FILLER]


def _without_accents(text: str) -> str:
    return "".join(
        character for character in unicodedata.normalize("NFD", text) if not unicodedata.combining(character)
    )


def _said(token: str) -> list[str]:
    if token in _WRITTEN_OUT:
        return list(_WRITTEN_OUT[token])
    if not token[0].isdigit():
        return [token]
    whole, _, decimals = token.replace(",", "").partition(".")
    if int(whole) >= TOO_LARGE:
        return [token]
    said = number_words(int(whole))
    if decimals:
        said += ["point", *(word for digit in decimals for word in number_words(int(digit)))]
    return said
