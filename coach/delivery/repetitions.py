"""Finds repetitions: one to four words that are said again at once without being meant to."""

from collections.abc import Sequence

from coach.delivery.spoken_words import CANNOT_END, COMPARATIVES, SpokenWords, at_clause_start, spoken_words
from coach.delivery.syllables import is_number_word
from coach.domain.delivery import Phrase
from coach.domain.transcript import Word
from coach.domain.word_lists import DEFAULT_LISTS, WordLists

MOST_WORDS = 4
"""Longer stretches are hardly ever said again word for word; repeats are short (Clark & Wasow 1998)."""

MEANT_DOUBLES = frozenset(
    "very really much many far way long big so too never no yes yeah okay ok again bye ha log that had her step".split()
)
"""Words that are doubled for emphasis ("very, very large") or by grammar ("that that is", "log log n")."""

_LINKS = frozenset({"and", "or", "by", "after", "upon"})
"""Between copies of one word they make a phrase: "step by step by step", "more and more and more"."""

_FREE_RELATIVES = frozenset({"what", "whatever", "wherever", "however", "whichever", "whoever"})
"""Words that open a clause which can be the subject of the next."""

_POINTERS = frozenset("it that this there what he she here who".split())
"""Words after which "is is" is grammar: "what it is is a penalty"."""


def find_repetitions(
    words: Sequence[Word], fillers: frozenset[int] = frozenset(), lists: WordLists = DEFAULT_LISTS
) -> tuple[Phrase, ...]:
    """Find words that are said again at once, fillers between the copies passed over.

    Args:
        words: In order, with times.
        fillers: Index of every word that belongs to a filler.
        lists: Which words are filled pauses.

    Returns:
        In order, each with all its copies; no two overlap, none begins or ends with a filler.
    """
    spoken = spoken_words(words, lists)
    order = [index for index in range(len(words)) if index not in fillers and spoken.keys[index]]
    found: list[Phrase] = []
    at = 0
    while at < len(order):
        length = next((n for n in range(MOST_WORDS, 0, -1) if _repeats(spoken, order, at, n)), 0)
        if length == 0:
            at += 1
            continue
        end = at + 2 * length
        while _copies(spoken, order, end - length, length):
            end += length
        first, last = order[at], order[end - 1]
        found.append(Phrase(spoken.text(first, last), spoken.span(first, last), first, last))
        at = end
    return tuple(found)


def _copies(spoken: SpokenWords, order: Sequence[int], at: int, length: int) -> bool:
    """Whether the words at `at` come again right behind, in the same sentence."""
    once, again = order[at : at + length], order[at + length : at + 2 * length]
    if len(again) < length:
        return False
    if any(not _same(spoken, one, other) for one, other in zip(once, again, strict=True)):
        return False
    within = (*once, *again[:-1])
    return not any(spoken.ends_sentence(i) and spoken.keys[i] not in CANNOT_END for i in within)


def _same(spoken: SpokenWords, one: int, other: int) -> bool:
    if spoken.keys[one] != spoken.keys[other]:
        return False
    shouted = [text.isupper() and len(text) > 1 for text in (spoken.words[one].text, spoken.words[other].text)]
    return shouted[0] == shouted[1] or len(spoken.keys[one]) == 1  # "IT it": two words


def _repeats(spoken: SpokenWords, order: Sequence[int], at: int, length: int) -> bool:
    if not _copies(spoken, order, at, length):
        return False
    keys = tuple(spoken.keys[i] for i in order[at : at + length])
    if all(is_number_word(key) or (len(key) == 1 and key not in {"a", "i"}) for key in keys):
        return False  # "one one", "x x transpose"
    if length == 1:
        return _single_is_unmeant(spoken, order, at, keys[0])
    if len(set(keys)) == 1:
        return False  # found word by word
    before = spoken.keys[order[at - 1]] if at > 0 else ""
    return not _phrase_is_meant(keys, before)


def _phrase_is_meant(keys: tuple[str, ...], before: str) -> bool:
    if keys[0] == "the" and COMPARATIVES.intersection(keys):
        return True  # "the more data, the more data you clean"
    if before in _FREE_RELATIVES:
        return True  # "whatever it is it is not convex"
    rest = set(keys) - _LINKS
    return len(rest) == 1 and len(keys) == 2 and not CANNOT_END.intersection(rest)  # noqa: PLR2004 - a word and its link


def _single_is_unmeant(spoken: SpokenWords, order: Sequence[int], at: int, key: str) -> bool:
    if key in MEANT_DOUBLES:
        return False
    if key == "is" and at > 0 and spoken.keys[order[at - 1]] in _POINTERS:
        return False
    hesitant = spoken.words[order[at]].text.endswith(("...", "…", "-", "—", "–"))
    if not spoken.punctuated(order[at]) or hesitant or key in CANNOT_END:
        return True
    return at_clause_start(spoken, order, at)  # "if you like it, it works" is none
