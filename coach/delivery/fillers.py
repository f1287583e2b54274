"""Finds fillers: filled pauses by their spelling, filler phrases only where they carry no meaning."""

from collections.abc import Sequence
from dataclasses import replace

from coach.domain.delivery import Filler, FillerKind
from coach.domain.filled_pause import is_filled_pause
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript, Word

SET_OFF_WORDS = frozenset({"like", "so", "right", "well", "basically", "actually", "literally", "okay", "ok"})
"""Fillers only between two boundaries: "it's, like, a penalty", never "a model like this"."""

PHRASES = (("you", "know"), ("i", "mean"))
"""Fillers unless the words around them take them literally."""

LITERAL_BEFORE = frozenset(
    {"if", "when", "as", "do", "did", "don't", "that", "once", "what", "how", "because", "unless"}
)
"""A word after which "you know" or "I mean" says something: "if you know the prior"."""

LITERAL_AFTER = frozenset(
    {"how", "what", "that", "whether", "why", "where", "which", "when", "if", "about", "by", "is"}
)
"""A word before which they say something, unless a boundary lies between: "you know whether it converged"."""

BOUNDARY_SECONDS = 0.3
"""Silence between two words from which they count as set off; shorter gaps occur inside fluent phrases."""

_SENTENCE_END = (".", "?", "!")
_PUNCTUATION = (*_SENTENCE_END, ",", ";", ":", "…", "-", "—", "–")


def find_fillers(words: Sequence[Word]) -> tuple[Filler, ...]:
    """Find the fillers among words that were spoken.

    Args:
        words: In order, with times.

    Returns:
        In order; no two overlap.
    """
    found: list[Filler] = []
    at = 0
    while at < len(words):
        if is_filled_pause(words[at].text):
            found.append(_filler(words, at, at, FillerKind.SOUND))
        elif _is_filler_phrase(words, at):
            found.append(_filler(words, at, at + 1, FillerKind.PHRASE))
            at += 1
        elif _bare(words[at].text) in SET_OFF_WORDS and _set_off(words, at, at):
            found.append(_filler(words, at, at, FillerKind.PHRASE))
        at += 1
    return tuple(found)


def mark_fillers(transcript: Transcript) -> Transcript:
    """Set the `filler` mark on every word that is, or is part of, a filler."""
    marked = {
        index for filler in find_fillers(transcript.words) for index in range(filler.first_word, filler.last_word + 1)
    }
    words = tuple(replace(word, filler=index in marked) for index, word in enumerate(transcript.words))
    return replace(transcript, words=words)


def _filler(words: Sequence[Word], first: int, last: int, kind: FillerKind) -> Filler:
    text = " ".join(word.text for word in words[first : last + 1]).rstrip("".join(_PUNCTUATION))
    return Filler(text, TimeSpan(words[first].start, words[last].end), kind, first, last)


def _bare(text: str) -> str:
    return text.strip(".,;:?!…-—–\"'“”‘’()[]").lower().replace("’", "'")


def _is_filler_phrase(words: Sequence[Word], at: int) -> bool:
    if at + 1 >= len(words) or (_bare(words[at].text), _bare(words[at + 1].text)) not in PHRASES:
        return False
    if _boundary(words, at):
        return False  # "you. Know": two clauses
    if _boundary(words, at + 1):
        return _boundary(words, at - 1) or _bare(words[at - 1].text) not in LITERAL_BEFORE
    before_is_literal = at > 0 and not _boundary(words, at - 1) and _bare(words[at - 1].text) in LITERAL_BEFORE
    after_is_literal = at + 2 < len(words) and _bare(words[at + 2].text) in LITERAL_AFTER
    return not before_is_literal and not after_is_literal


def _set_off(words: Sequence[Word], first: int, last: int) -> bool:
    return _boundary(words, first - 1) and _boundary(words, last)


def _boundary(words: Sequence[Word], after: int) -> bool:
    """Whether punctuation or a silence follows the word at `after`; the ends of the answer are boundaries too."""
    if after < 0 or after >= len(words) - 1:
        return True
    if words[after].text.endswith(_PUNCTUATION):
        return True
    if is_filled_pause(words[after].text) or is_filled_pause(words[after + 1].text):
        return True
    return words[after + 1].start - words[after].end >= BOUNDARY_SECONDS
