"""Texts of people made safe to print: nothing in them steers the terminal."""

import unicodedata

ESCAPE_SHOWN = "\N{SYMBOL FOR ESCAPE}"
OTHER_SHOWN = "\N{REPLACEMENT CHARACTER}"
_STEERING_FORMATS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They change the direction of the writing around them."""


def plain(text: str) -> str:
    """Give a text on one line without control characters: an escape shows as ␛, others as �."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """Give a line of our own making without the control characters that may be in it; its columns stay."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\x1b":
        return ESCAPE_SHOWN
    if unicodedata.category(character) in {"Cc", "Cs"} or character in _STEERING_FORMATS:
        return OTHER_SHOWN
    return character
