"""Words as they are matched: lower case, no punctuation, contractions of negations and pronouns written out."""

import re
import unicodedata

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+(?:['’][^\W\d_]+)*\d*|[^\W_]+")
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
"""Short forms written out, so that a lost apostrophe or a formal speaker makes no difference; `cant` stands below."""

_SHORT["cant"] = ("can", "not")

_PARTING = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Categories of what stands inside a word and is no letter: accents, soft hyphens, joiners, zero-width signs."""

_ENDINGS = {"ll": "will", "d": "would", "ve": "have", "re": "are"}
"""What stands after an apostrophe, written out."""


def plain_words(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are matched.

    Args:
        text: Any text; punctuation, symbols and emoji give nothing, hyphens part words.

    Returns:
        Lower-case words: `Don't use K-means.` gives `do`, `not`, `use`, `k`, `means`.
    """
    words: list[str] = []
    for found in _WORD.findall(_without_marks(text.lower())):
        word = found.replace("’", "'")
        stem, apostrophe, ending = word.partition("'")
        if word in _SHORT:
            words.extend(_SHORT[word])
        elif apostrophe and ending in _ENDINGS:
            words.extend((stem, _ENDINGS[ending]))
        else:
            words.append(word.replace("'", ""))
    return tuple(words)


def _without_marks(text: str) -> str:
    """Write each letter in one way, and drop the marks and hidden signs that would part a word.

    A text is the same however it is composed.
    """
    composed = unicodedata.normalize("NFKC", text)
    if composed.isascii():
        return composed
    return "".join(sign for sign in composed if unicodedata.category(sign) not in _PARTING)


def plain_text(text: str) -> str:
    """Give a text as it goes to the encoder: its plain words, parted by spaces."""
    return " ".join(plain_words(text))
