"""Finds false starts: words broken off, and clauses begun anew with the same words and another ending.

What counts is the reparandum, the stretch that the speaker takes back (Levelt 1983; Shriberg 1994). Restarts are named
only where the first try cannot stand for itself; a sentence begun anew with other words is left alone, because nothing
in the words tells it from a run-on sentence.
"""

from collections.abc import Sequence

from coach.delivery.broken_words import is_broken
from coach.delivery.clause import COMPARATIVES, at_clause_start
from coach.delivery.spoken_words import SpokenWords, spoken_words
from coach.domain.delivery import Phrase
from coach.domain.transcript import Word
from coach.domain.word_lists import DEFAULT_LISTS, WordLists

MOST_ABANDONED = 5
"""Words of a first try; longer ones are clauses more often than not."""

_SUBJECTS = frozenset("i we you it they he she there that this".split())
"""Words that a clause may be begun anew with by themselves; other beginnings must share two words."""

_AUXILIARIES = frozenset(
    "is are was were am be can could should would will has have had does may might must 's 're 've 'll 'm".split()
)
_NEEDS_OBJECT = frozenset(
    "use apply need want take get make put give add keep let call set uses takes gets makes gives adds wants needs "
    "used applied took got made gave added".split()
)
"""Verbs that say nothing without what comes behind them."""

_DETERMINERS = frozenset("the a an my our your their its every very".split())
"""Words that nothing but a noun or an adjective follows."""

_PREPOSITIONS = frozenset("of into from with for to at by".split())
"""Words that no subject follows, where its form tells it from an object: "for we", but "for it"."""

_ONLY_SUBJECTS = frozenset("i we they he she".split())
_ANSWERS = frozenset({"yes", "no", "yeah"})


def find_false_starts(
    words: Sequence[Word],
    fillers: frozenset[int] = frozenset(),
    repetitions: Sequence[Phrase] = (),
    lists: WordLists = DEFAULT_LISTS,
) -> tuple[Phrase, ...]:
    """Find what was begun and taken back, fillers passed over.

    Args:
        words: In order, with times.
        fillers: Index of every word that belongs to a filler.
        repetitions: What was said again unchanged; no false start takes any of its words.
        lists: Which words are filled pauses.

    Returns:
        The words taken back, in order; no two overlap, none begins or ends with a filler.
    """
    spoken = spoken_words(words, lists)
    order = [index for index in range(len(words)) if index not in fillers and spoken.keys[index]]
    taken = {index for phrase in repetitions for index in range(phrase.first_word, phrase.last_word + 1)}
    found: list[Phrase] = []
    at = 0
    while at < len(order):
        length = _broken(spoken, order, at) or _restart(spoken, order, at)
        if length and not taken.intersection(range(order[at], order[at + length - 1] + 1)):
            first, last = order[at], order[at + length - 1]
            found.append(Phrase(spoken.text(first, last), spoken.span(first, last), first, last))
            at += length
        else:
            at += 1
    return tuple(found)


def _broken(spoken: SpokenWords, order: Sequence[int], at: int) -> int:
    following = spoken.keys[order[at + 1]] if at + 1 < len(order) else ""
    return int(is_broken(spoken.words[order[at]].text, spoken.keys[order[at]], following))


def _restart(spoken: SpokenWords, order: Sequence[int], at: int) -> int:
    """Count the words of a first try that begins at `at`; 0 when there is none."""
    if not at_clause_start(spoken, order, at) or (at > 0 and spoken.keys[order[at - 1]] in _ANSWERS):
        return 0
    for length in range(2, min(MOST_ABANDONED, len(order) - at - 2) + 1):
        shared = _shared(spoken, order, at, at + length)
        if shared and shared < length and _cannot_stand(spoken, order[at : at + length], order[at + length]):
            return length
    return 0


def _shared(spoken: SpokenWords, order: Sequence[int], once: int, again: int) -> int:
    """Count the words with which both tries begin; 0 where they are too few to say that one replaces the other."""
    count = 0
    while again + count < len(order) and once + count < again:
        one, other = spoken.keys[order[once + count]], spoken.keys[order[again + count]]
        if count == 0 and _subject(one) in _SUBJECTS and _subject(one) == _subject(other):
            if one != other:
                return 1  # "it's a, it is the"
        elif one != other:
            break
        count += 1
    opening = spoken.keys[order[once]]
    if count == 1 and opening not in _SUBJECTS and _subject(opening) not in _SUBJECTS:
        return 0
    if opening == "the" and count > 1:
        second = spoken.keys[order[once + 1]]
        return 0 if second in COMPARATIVES or second.endswith("er") else count  # "the more it is, the more it has"
    return count


def _cannot_stand(spoken: SpokenWords, first_try: Sequence[int], again: int) -> bool:
    if any(spoken.ends_sentence(i) for i in first_try) or any(spoken.punctuated(i) for i in first_try[:-1]):
        return False
    last = first_try[-1]
    key, text = spoken.keys[last], spoken.words[last].text
    if text.endswith(("—", "–", "-", "...", "…")) or key in _DETERMINERS:
        return True
    if key in _PREPOSITIONS and _subject(spoken.keys[again]) in _ONLY_SUBJECTS:
        return True
    contracted = f"'{key.rpartition(chr(39))[2]}" if "'" in key else ""
    if text.endswith(",") and (key in _AUXILIARIES or contracted in _AUXILIARIES):
        return True
    between = (spoken.keys[i] for i in first_try[1:-1])
    return key in _NEEDS_OBJECT and all(word in _AUXILIARIES for word in between)  # a subject and its verb


def _subject(key: str) -> str:
    return key.partition("'")[0]
