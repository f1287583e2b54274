"""Finds hedges: words that take back what is said, only where they do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.delivery.spoken_words import SpokenWords, index_phrases, spoken_words
from coach.domain.delivery import Phrase
from coach.domain.transcript import Word
from coach.domain.word_lists import DEFAULT_LISTS, WordLists

NAMES_A_KIND = frozenset(
    "a an the this that these those what which whatever any some every each no another other same different similar "
    "one two three first second third only all both many several certain particular specific special right wrong best "
    "worst new old main usual common its our your my their such "
    "merge quick bubble heap insertion selection radix bucket counting topological".split()
)
"""Words after which "kind of" and "sort of" name a kind: "this kind of model", "a merge sort of the list"."""

THINKING_MEANT = frozenset("what how when where if before way do did should would could can".split())
"""Words after which "I think" is about thinking: "how I think about it"."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One place in an answer where a hedge's words are said."""

    spoken: SpokenWords
    first: int
    last: int

    def before(self, steps: int = 1) -> str:
        """Return a word before, filled pauses passed over; empty where punctuation or the beginning comes first."""
        at = self.first
        for _ in range(steps):
            at -= 1
            while at >= 0 and self.spoken.sounds[at]:
                at -= 1
            if at < 0 or self.spoken.punctuated(at):
                return ""
        return self.spoken.keys[at]

    def after(self) -> str:
        """Return the word behind; empty where a boundary comes first."""
        return "" if self.spoken.boundary_after(self.last) else self.spoken.keys[self.last + 1]


def _names_a_kind(place: _Place) -> bool:
    before = place.before()
    if before in NAMES_A_KIND or before.endswith("est"):
        return True
    return before not in {"", "bit", "little"} and place.before(2) in {"a", "an"}  # "a special kind of"


def _thinks(place: _Place) -> bool:
    return place.before() in THINKING_MEANT or place.after() in {"about", "of", "in", "through", "aloud", "at"}


def _is_open(place: _Place) -> bool:
    return place.after() not in {"", "if", "whether"} or place.before() in {"if", "when", "because", "that"}


def _is_conditional(place: _Place) -> bool:
    return place.before() in {"if", "when", "whenever", "unless"}


def _qualifies(place: _Place) -> bool:
    return place.before() in {"a", "an", "is"} and place.after() in {"correct", "approximately"}


_LITERAL: dict[tuple[str, ...], Callable[[_Place], bool]] = {
    **dict.fromkeys([("kind", "of"), ("sort", "of"), ("kinda",), ("sorta",)], _names_a_kind),
    **{("i", verb): _thinks for verb in ("think", "guess", "suppose", "believe")},
    **dict.fromkeys([("i'm", "not", "sure"), ("i", "am", "not", "sure")], _is_conditional),
    ("i'm", "not", "certain"): _is_conditional,
    ("i", "don't", "know"): _is_open,
    ("or", "something"): lambda place: place.after() != "",
    ("something", "like", "that"): lambda place: place.before() == "not",
    ("probably",): lambda place: place.after() == "approximately" or _qualifies(place),
}
"""For some hedges, how to tell that their words are meant; the others count wherever they are said."""


def find_hedges(
    words: Sequence[Word], fillers: frozenset[int] = frozenset(), lists: WordLists = DEFAULT_LISTS
) -> tuple[Phrase, ...]:
    """Find the hedges among words that were spoken.

    Args:
        words: In order, with times.
        fillers: Index of every word that belongs to a filler; those are no hedges.
        lists: Which words count.

    Returns:
        In order; no two overlap.
    """
    spoken = spoken_words(words, lists)
    phrases = index_phrases(lists.hedges)
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        length = spoken.longest_match(at, phrases)
        last = at + length - 1
        if length and not fillers.intersection(range(at, last + 1)) and not _literal(spoken, at, last):
            found.append(Phrase(spoken.text(at, last).rstrip("-—–"), spoken.span(at, last), at, last))
            at += length
        else:
            at += 1
    return tuple(found)


def _literal(spoken: SpokenWords, first: int, last: int) -> bool:
    meant = _LITERAL.get(spoken.keys[first : last + 1])
    return meant is not None and meant(_Place(spoken, first, last))
