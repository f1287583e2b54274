"""Which words count as fillers and which as hedges, and what a filled pause looks like when it is written down."""

import re
from dataclasses import dataclass

from coach.domain.spelling import AROUND, even


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists that a user may replace; upper and lower case are the same."""

    filled_pauses: tuple[str, ...] = ()
    """Single words that are filled pauses too, beside every spelling of um, uh and er."""
    filler_phrases: tuple[str, ...] = ("you know", "I mean")
    """Fillers wherever they are said, unless the words around them take them literally."""
    set_off_fillers: tuple[str, ...] = (
        "like",
        "so",
        "right",
        "well",
        "basically",
        "actually",
        "literally",
        "okay",
        "ok",
    )
    """Fillers only between two boundaries: "it's, like, a penalty", never "a model like this"."""
    hedges: tuple[str, ...] = (
        "maybe",
        "perhaps",
        "probably",
        "presumably",
        "kind of",
        "kinda",
        "sort of",
        "sorta",
        "pretty much",
        "I think",
        "I guess",
        "I suppose",
        "I believe",
        "I feel like",
        "I would say",
        "I'd say",
        "I would guess",
        "I'd guess",
        "I'm not sure",
        "I am not sure",
        "I'm not certain",
        "I don't know",
        "I'm guessing",
        "if I remember correctly",
        "if I remember right",
        "if I'm not mistaken",
        "as far as I know",
        "as far as I remember",
        "or something",
        "or something like that",
        "something like that",
    )
    """Words that take back what is said, unless the words around them take them literally. The two families are the
    approximators and the plausibility shields of Prince, Frader and Bosk (1982)."""


DEFAULT_LISTS = WordLists()
"""What counts where the user says nothing else."""


_SPELLING = re.compile(r"u+h*m+|u+h+|e+r+m*|a+h+|e+h+|h+m+|m+h*m+")
"""Um, uh, uhm, er, erm, ah, eh, hm, mm, mhm, in any lengthening."""

_VERBS = frozenset({"err"})
"""Words that are spelled like one."""

_ACRONYMS = frozenset({"ERM", "HMM", "MM"})
"""Empirical risk minimization, hidden Markov model, majorize-minimize: written so, they are terms of the trade."""


def is_filled_pause(text: str) -> bool:
    """Return whether a word, with the punctuation that belongs to it, is a filled pause."""
    stripped = even(text).strip(AROUND)
    if stripped in _ACRONYMS:
        return False
    parts = [part for part in re.split(r"[-–—.…]+", stripped.lower()) if part]
    return bool(parts) and all(part not in _VERBS and _SPELLING.fullmatch(part) for part in parts)
