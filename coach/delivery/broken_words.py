"""Recognises words that were broken off: by their dash, by a stutter, or as the beginning of the next word."""

import re

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


def is_broken(text: str, key: str, following: str) -> bool:
    """Tell whether a word was broken off.

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
