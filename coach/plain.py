"""Texts of people made safe: one list of characters that steer a terminal or hide, and one treatment of them.

In what is shown they stand as boxes, out of what is typed, pasted or imported they are taken, and in a question's file
or the settings they are refused with their place.
"""

import re
from collections.abc import Iterator

ESCAPE_SHOWN = "\N{SYMBOL FOR ESCAPE}"
OTHER_SHOWN = "\N{REPLACEMENT CHARACTER}"

_STEERING = "\x00-\x1f\x7f-\x9f"
"""They move the cursor, change colours, rename the window, ring: C0, DEL and C1."""

_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""They change the direction of the writing around them."""

_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""Nothing shows where they stand, so that a text says more than can be seen: soft hyphens, zero-width spaces, fillers,
breaks of lines, annotations, tags. Some of them carry whole hidden texts."""

_HALVES = "\ud800-\udfff"
"""Halves of a character: undecodable bytes of a file's name, or half of a pair."""

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""They choose how the sign before them looks, and are hidden anywhere else."""

_JOINED = "\u0300-\u167f\u1681-\u1fff\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdff\ufe0f\ufe20-\ufefe\U00010000-\U000dffff"
"""Signs that joiners stand between: those of scripts beyond the Latin one, and emoji."""

_HIDDEN = re.compile(
    f"[{_STEERING}{_TURNING}{_UNSEEN}{_HALVES}]"
    f"|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
    f"|(?<![^\\sA-Za-z{_SELECTORS}\u200c\u200d{_STEERING}{_TURNING}{_UNSEEN}{_HALVES}])[{_SELECTORS}]"
)


def plain(text: str) -> str:
    """Return a text on one line, with what steers or hides made visible: an escape as ␛, the others as �."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """Make visible in a line of our own making what steers or hides; its columns stay."""
    return _HIDDEN.sub(_shown, text)


def visible_lines(text: str) -> str:
    """Make visible what steers or hides in a text of several lines; the ends of its lines and its tabs stay."""
    return _HIDDEN.sub(lambda found: found[0] if found[0] in "\n\t" else _shown(found), text)


def escaped(json: str) -> str:
    r"""Write what steers or hides in a JSON text as `\uXXXX`, which says the same to whoever reads it."""
    return _HIDDEN.sub(lambda found: found[0] if found[0] in "\n\t" else _escape(found[0]), json)


def find_hidden(text: str) -> str:
    """Return the first character that steers or hides, ends of lines and tabs left out; empty where there is none."""
    return next(iter(hidden_in(text)), "")


def hidden_in(text: str) -> Iterator[str]:
    """Yield the characters that steer or hide, the ends of lines and tabs left out, in order."""
    return (found[0] for found in _HIDDEN.finditer(text) if found[0] not in "\n\r\t")


def without_hidden(text: str) -> str:
    """Take out what steers or hides; the ends of lines and tabs stay."""
    before = ""
    while text != before:  # what stood between two characters may have kept the second one from hiding
        before, text = text, _HIDDEN.sub(lambda found: found[0] if found[0] in "\n\r\t" else "", text)
    return text


def as_typed(text: str) -> str:
    """Take out what steers a terminal or hides; lines and tabs stay, with one sign for each line's end.

    Args:
        text: As it was pasted.
    """
    return without_hidden(text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown(found: re.Match[str]) -> str:
    return ESCAPE_SHOWN if found[0] == "\x1b" else OTHER_SHOWN


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
