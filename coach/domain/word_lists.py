"""Which words count as fillers and which as hedges."""

from dataclasses import dataclass


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
