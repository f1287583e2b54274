"""Finds false starts: words broken off, and clauses begun anew with the same words and another ending.

What counts is the reparandum, the stretch that the speaker takes back (Levelt 1983; Shriberg 1994). Restarts are named
only where the first try cannot stand for itself; a sentence begun anew with other words is left alone, because nothing
in the words tells it from a run-on sentence. A word counts as broken off by its dash, by a stutter, or where it is the
beginning of the next word and no word of its own.
"""

import re
from collections.abc import Sequence

from coach.delivery.spoken_words import COMPARATIVES, SpokenWords, at_clause_start, spoken_words
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

_LEAST_CUT = 3
"""Letters of a cut-off beginning that has a vowel; shorter ones are mostly words ("in input", "no noise")."""

_VOWELS = frozenset("aeiouy")

_WHOLE_PREFIXES = frozenset(
    "re co de pre un non in im over sub be bi ex en em up out under post semi multi self mis dis anti auto".split()
)
"""Prefixes that stand before a hyphen by right: "re-represent", "pre-predict"."""

_STARTS_OF_WORDS = frozenset(
    "add all and any are back bad base based basic bat batch best bet beta better between bias big bit but buy call "
    "called can cannot car card care case cat cell chain change check class classes classify clear close cluster "
    "code come common could count cross cut data date day days deep depend design detect deter differ distribute "
    "does don done down drop each early easy edge end entire err error even ever every everyone exact expect "
    "express fact far fast feature few field file fill filter final find fit fits fix flat float fold follow for "
    "fore form free from full fun function gate gen general get give given global good gradient great group grow "
    "had half hand hard has have head help her here hid hidden hide high his hold hot hour how human idea image "
    "important inform input inter into its kernel key know known lab label large last late later layer lead lean "
    "learn learned least left less let level like likely line linear link list live local log long look lose loss "
    "lot low lower machine made main make man many map mark mass match matrix max may maybe mean means meant "
    "measure men met metric mid min mini minus miss mix mod mode model models more most much multi must name near "
    "need net network neural never new next node non nor norm normal not note now number off often old once one "
    "only open opt optimal order other otherwise our out output over own pair par part pass pat path pen people per "
    "perform pick pixel place plan plot point pool pop position post power pre predict prep press pretty prime "
    "print pro probable problem process produce program proper prove put quick random range rank rat rate ratio raw "
    "read real reason red regular relate rep repeat rest result right root round row rule run same sample samples "
    "save say scale score scores search second see seem seen self sense sent sentence sequence set sets short show "
    "side sign signal similar simple single site size slow small smooth soft softmax solve some someone son sort "
    "sound space spec special speech split square stable stage standard star start stat state step steps stop store "
    "stride strong structure sum support sure system table tail take target task tech tell ten tend term test text "
    "than thank that the them then there these they thing things think this those thought three through throw tie "
    "time times token too tool top total tow toward track trade train transfer transform tree trial true try tune "
    "turn two type under unit update upper use used user usual valid value var variable vary vector very video view "
    "want war was way ways weak web weigh weight well were what when where which while who whom why wide will win "
    "window wise wish with within without won word work works worth would write wrong year yes yet you your yours "
    "zero".split()
)
"""Whole words of three letters or more that longer words begin with: "gain over overfitting" breaks nothing off."""

_HANGING_BEFORE = frozenset({"and", "or", "to", "versus", "vs", "plus", ""})
"""Words before which a hyphen hangs by right: "pre- and post-processing"."""

_STUTTER = re.compile(r"(?:([a-z]{1,4})-)+([a-z']+)")


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


def is_broken(text: str, key: str, following: str) -> bool:
    """Return whether a word was broken off.

    Args:
        text: As heard.
        key: In lower case, without the punctuation around it.
        following: The next word, in lower case without punctuation; empty at the end.
    """
    if _stutters(key):
        return True
    if not key.isalpha():
        return False
    longer = len(following) > len(key) and following.startswith(key)
    if text.endswith("-") and not text.endswith("--"):
        return longer or following not in {*_HANGING_BEFORE, key}
    if text.endswith(("—", "–", "--", "...", "…")):
        return longer and key not in _STARTS_OF_WORDS and len(key) > 1
    return longer and text == key and _is_cut_off(key, following)


def _is_cut_off(key: str, following: str) -> bool:
    """Whether letters that a longer word begins with are no word of their own."""
    if not _VOWELS.intersection(key):
        return len(key) > 1 and bool(_VOWELS.intersection(following))
    return len(key) >= _LEAST_CUT and key not in _STARTS_OF_WORDS and not _inflects(key, following)


def _stutters(key: str) -> bool:
    """Whether one written word holds its own beginning: "m-m-model", "th-the"."""
    if not _STUTTER.fullmatch(key):
        return False
    *starts, whole = key.split("-")
    if any(not whole.startswith(start) or start == whole or start in _WHOLE_PREFIXES for start in starts):
        return False
    return len(starts) > 1 or len(starts[0]) > 1  # "t-test" is a test


def _inflects(key: str, following: str) -> bool:
    """Whether the next word is only another form of this one: "plan planning" may be two whole words."""
    return following[len(key) :] in {"s", "es", "d", "ed", "ing", "er", "ers", "or", "ly", "al", "able", "'s"}


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
