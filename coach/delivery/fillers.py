"""Finds fillers: filled pauses by spelling or sound, filler phrases only where they carry no meaning."""

from collections.abc import Sequence
from dataclasses import replace

from coach.delivery.spoken_words import PhraseIndex, SpokenWords, index_phrases, spoken_words
from coach.domain.delivery import Filler, FillerKind
from coach.domain.transcript import Transcript, Word
from coach.domain.word_lists import DEFAULT_LISTS, WordLists

KNOWING = frozenset({"know", "mean", "see"})
"""Last words of phrases that can govern a clause: "you know whether it converged" says something."""

LITERAL_BEFORE = frozenset(
    "if when as do did don't that once what how because unless until since before everything all than assume assuming "
    "suppose given things thing anything something nothing whatever where whether".split()
)
"""A word after which "you know" or "I mean" says something: "if you know the prior"."""

LITERAL_AFTER = frozenset(
    {"how", "what", "that", "whether", "why", "where", "which", "when", "if", "about", "by", "is"}
)
"""A word before which they say something, unless a boundary lies between: "you know whether it converged"."""


def find_fillers(words: Sequence[Word], lists: WordLists = DEFAULT_LISTS) -> tuple[Filler, ...]:
    """Find the fillers among words that were spoken.

    Args:
        words: In order, with times.
        lists: Which words count.

    Returns:
        In order; no two overlap.
    """
    spoken = spoken_words(words, lists)
    phrases = index_phrases(lists.filler_phrases)
    set_off = index_phrases(lists.set_off_fillers)
    found: list[Filler] = []
    at = 0
    while at < len(words):
        if spoken.sounds[at]:
            found.append(_filler(spoken, at, at, FillerKind.SOUND))
            at += 1
        elif length := _phrase_length(spoken, at, phrases, set_off):
            found.append(_filler(spoken, at, at + length - 1, FillerKind.PHRASE))
            at += length
        else:
            at += 1
    return tuple(found)


def mark_fillers(transcript: Transcript, lists: WordLists = DEFAULT_LISTS) -> Transcript:
    """Set the `filler` mark on every word that is, or is part of, a filler."""
    marked = filler_words(find_fillers(transcript.words, lists))
    words = tuple(replace(word, filler=index in marked) for index, word in enumerate(transcript.words))
    return replace(transcript, words=words)


def filler_words(fillers: Sequence[Filler]) -> frozenset[int]:
    """Return the index of every word that is, or is part of, a filler."""
    return frozenset(index for filler in fillers for index in range(filler.first_word, filler.last_word + 1))


def _phrase_length(spoken: SpokenWords, at: int, phrases: PhraseIndex, set_off: PhraseIndex) -> int:
    """Count the words of the filler phrase that begins at `at`; 0 when none does."""
    length = spoken.longest_match(at, phrases)
    if length and not _literal(spoken, at, at + length - 1):
        return length
    length = spoken.longest_match(at, set_off)
    return length if length and _is_set_off(spoken, at, at + length - 1) else 0


def _filler(spoken: SpokenWords, first: int, last: int, kind: FillerKind) -> Filler:
    text = spoken.text(first, last).rstrip(".,;:?!…-—–")
    return Filler(text, spoken.span(first, last), kind, first, last)


def _literal(spoken: SpokenWords, first: int, last: int) -> bool:
    if spoken.keys[last] not in KNOWING:
        return False
    before = not spoken.boundary_after(first - 1) and spoken.keys[first - 1] in LITERAL_BEFORE
    after = not spoken.boundary_after(last) and spoken.keys[last + 1] in LITERAL_AFTER
    return before or after


def _is_set_off(spoken: SpokenWords, first: int, last: int) -> bool:
    return spoken.boundary_after(first - 1) and spoken.boundary_after(last)
