"""Cloze texts as Anki has them, `Bias is {{c1::an error}}`: with their gaps open, and filled."""

import re
from collections.abc import Callable

MOST_NESTED = 8
"""Gaps within gaps; Anki itself allows no more."""

GAP_SHOWN = "…"
"""What is shown in the place of a gap."""

_BEGIN = r"\{\{c\d{1,3}::"
_TEXT = rf"(?:(?!{_BEGIN}|\}}\}}).)*?"
_GAP = re.compile(rf"{_BEGIN}(?P<text>{_TEXT})(?:::(?P<hint>{_TEXT}))?\}}\}}", re.DOTALL)


def has_gaps(text: str) -> bool:
    """Whether a text has a gap."""
    return "{{c" in text and _GAP.search(text) is not None


def filled(text: str) -> str:
    """Return the text with what belongs into its gaps."""
    return _replaced(text, lambda gap: gap["text"])


def opened(text: str) -> str:
    """Return the text with its gaps open; a hint stands behind its gap."""
    return _replaced(text, lambda gap: f"{GAP_SHOWN} ({gap['hint']})" if gap["hint"] else GAP_SHOWN)


def _replaced(text: str, by: Callable[[re.Match[str]], str]) -> str:
    for _ in range(MOST_NESTED):  # the innermost first
        before, text = text, _GAP.sub(by, text)
        if text == before:
            break
    return text
