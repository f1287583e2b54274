"""Words as they are matched: lower case, no punctuation, contractions written out; and which of them carry meaning."""

import re
import unicodedata

from coach.domain.spelling import even

STOPWORDS = frozenset(
    """
    a an the and or but if then than so as of in on at to for from by with about into over under is are was
    were be been being am do does did done doing have has had having will would can could should may might
    must shall it its this that these those they them their there here he she we you i me my your our us who
    which what when where how why just very really also too some any each every all both most more such one
    because while well okay ok yeah yes oh hello thanks know think
    """.split()
)
"""Words that say too little to tell one claim from another."""

NEGATORS = frozenset("not no never none nothing neither nor without hardly barely nobody nowhere".split())
"""Words that turn a claim round."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+(?:'[^\W\d_]+)*\d*|[^\W_]+")
"""A number, one Chinese or Japanese sign, or letters with apostrophes and digits after them."""

_NEGATED = {
    "ain": "is",
    "aren": "are",
    "can": "can",
    "couldn": "could",
    "didn": "did",
    "doesn": "does",
    "don": "do",
    "hadn": "had",
    "hasn": "has",
    "haven": "have",
    "isn": "is",
    "mightn": "might",
    "mustn": "must",
    "needn": "need",
    "oughtn": "ought",
    "shan": "shall",
    "shouldn": "should",
    "wasn": "was",
    "weren": "were",
    "won": "will",
    "wouldn": "would",
}
"""What stands before n't; with the apostrophe lost, as in `doesnt`, it means the same."""

_SHORT = {
    "cannot": ("can", "not"),
    "cant": ("can", "not"),
    "that's": ("that", "is"),
    "thats": ("that", "is"),
    "there's": ("there", "is"),
    "theres": ("there", "is"),
    "what's": ("what", "is"),
    "whats": ("what", "is"),
    "it's": ("its",),
    "he's": ("he", "is"),
    "hes": ("he", "is"),
    "shes": ("she", "is"),
    "theyd": ("they", "would"),
    "theyll": ("they", "will"),
    "youd": ("you", "would"),
    "youll": ("you", "will"),
    "itd": ("it", "would"),
    "itll": ("it", "will"),
    "she's": ("she", "is"),
    "i'm": ("i", "am"),
    "im": ("i", "am"),
    "you're": ("you", "are"),
    "youre": ("you", "are"),
    "they're": ("they", "are"),
    "theyre": ("they", "are"),
    "we're": ("we", "are"),
    "i've": ("i", "have"),
    "ive": ("i", "have"),
    "you've": ("you", "have"),
    "youve": ("you", "have"),
    "we've": ("we", "have"),
    "weve": ("we", "have"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
} | {
    short: (whole, "not")
    for stem, whole in _NEGATED.items()
    for short in ((f"{stem}'t",) if stem == "can" else (f"{stem}'t", f"{stem}t"))
}
"""Short forms written out, so that a lost apostrophe or a formal speaker makes no difference."""

_PARTING = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Categories of what stands inside a word and is no letter: accents, soft hyphens, joiners, zero-width signs."""

_ENDINGS = {"ll": "will", "d": "would", "ve": "have", "re": "are"}
"""What stands after an apostrophe, written out."""

_SUFFIX = re.compile(r"(?:ing|ied|ies|ed|es|ly|s)$")

_LEAST_STEM = 3


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are matched.

    Args:
        text: Any text; punctuation, symbols and emoji give nothing, hyphens part words.

    Returns:
        Lower-case words: `Don't use K-means.` gives `do`, `not`, `use`, `k`, `means`.
    """
    words: list[str] = []
    for word in _WORD.findall(_lowered(even(text))):
        stem, apostrophe, ending = word.partition("'")
        if word in _SHORT:
            words.extend(_SHORT[word])
        elif apostrophe and ending in _ENDINGS:
            words.extend((stem, _ENDINGS[ending]))
        else:
            words.append(word.replace("'", ""))
    return tuple(words)


def _lowered(text: str) -> str:
    """Write compatible signs alike and small, and drop the marks and hidden signs that would part a word.

    What is typed or pasted may hold full-width letters, ligatures and small figures; the encoder's vocabulary has none.
    """
    composed = unicodedata.normalize("NFKC", text).lower()  # in this order: a raised T becomes a capital one
    if composed.isascii():
        return composed
    return "".join(sign for sign in composed if unicodedata.category(sign) not in _PARTING)


def content_stems(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, cut down to crude stems."""
    return frozenset(stem(word) for word in plain_words(text) if word not in STOPWORDS and word not in NEGATORS)


def stem(word: str) -> str:
    """Cut the commonest endings off an English word: `weights` gives `weight`."""
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= _LEAST_STEM else word
