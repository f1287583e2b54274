"""What a filled pause looks like when it is written down."""

import re

_SPELLING = re.compile(r"u+h*m+|u+h+|e+r+m*|a+h+|e+h+|h+m+|m+h*m+")
"""Um, uh, uhm, er, erm, ah, eh, hm, mm, mhm, in any lengthening."""

_VERBS = frozenset({"err"})
"""Words that are spelled like one."""

_ACRONYMS = frozenset({"ERM", "HMM", "MM"})
"""Empirical risk minimization, hidden Markov model, majorize-minimize: written so, they are terms of the trade."""

_AROUND = ".,;:?!…-—–\"'“”‘’()[]"


def is_filled_pause(text: str) -> bool:
    """Tell whether a word, with the punctuation that belongs to it, is a filled pause."""
    stripped = text.strip(_AROUND)
    if stripped in _ACRONYMS:
        return False
    parts = [part for part in re.split(r"[-–—.…]+", stripped.lower()) if part]
    return bool(parts) and all(part not in _VERBS and _SPELLING.fullmatch(part) for part in parts)
