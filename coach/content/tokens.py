"""The words of an answer as they are matched: no fillers, misheard terms restored, case and punctuation gone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.rubric import Alias
from coach.domain.transcript import Word

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

NEGATORS = frozenset(
    """not no never none nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt
    shouldnt couldnt hardly""".split()
)
"""Words that turn a claim round; apostrophes are left out before looking."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SUFFIX = re.compile(r"(?:ing|ied|ies|ed|es|ly|s)$")
_LEAST_STEM = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it is matched."""

    text: str
    """As it goes to the embedder."""
    first_word: int
    """Index of the transcript's word that it begins with."""
    last_word: int
    """Index of the transcript's word that it ends with; another one only where a term was heard as several words."""


def matching_tokens(words: Sequence[Word], aliases: Sequence[Alias]) -> tuple[Token, ...]:
    """Prepare the words of an answer for matching; the transcript itself stays as it is.

    Args:
        words: The transcript's words; those marked as fillers are left out.
        aliases: How the question's terms are misheard; a match, up to case and punctuation, becomes the term.
    """
    kept = [(index, word.text) for index, word in enumerate(words) if not word.filler]
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for alias in aliases:
        for heard in alias.heard:
            parts = tuple(bare(part) for part in heard.split() if bare(part))
            if parts:
                by_first.setdefault(parts[0], []).append((parts, alias.term))
    tokens: list[Token] = []
    at = 0
    while at < len(kept):
        longest: tuple[int, str] | None = None
        for parts, term in by_first.get(bare(kept[at][1]), ()):
            found = tuple(bare(text) for _, text in kept[at : at + len(parts)])
            if found == parts and (longest is None or len(parts) > longest[0]):
                longest = (len(parts), term)
        if longest is None:
            tokens.append(Token(kept[at][1], kept[at][0], kept[at][0]))
            at += 1
        else:
            length, term = longest
            last_word, ending = kept[at + length - 1]
            punctuation = ending[len(ending.rstrip(".,;:?!")) :]
            tokens.append(Token(term + punctuation, kept[at][0], last_word))
            at += length
    return tuple(tokens)


def bare(text: str) -> str:
    """Lower case, without punctuation: `Don't,` gives `dont`; a text without letters or digits gives nothing."""
    return "".join(_TOKEN.findall(text.lower())).replace("'", "").replace("’", "")


def content_stems(text: str) -> frozenset[str]:
    """Give the words of a text that carry meaning, cut down to crude stems."""
    found = set()
    for token in _TOKEN.findall(text.lower()):
        plain = token.replace("'", "").replace("’", "")
        if plain not in STOPWORDS and plain not in NEGATORS:
            found.add(_stem(plain))
    return frozenset(found)


def negations(text: str) -> int:
    """Count the words of a text that turn its claim round."""
    return sum(1 for token in _TOKEN.findall(text.lower()) if bare(token) in NEGATORS)


def _stem(word: str) -> str:
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= _LEAST_STEM else word
