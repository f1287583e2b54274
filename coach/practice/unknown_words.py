"""Finds words that the voice has to guess at, and whose guess may well be wrong."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Protocol

FEWEST_LETTERS = 3
"""Letters that a part needs to be a word, unless it is one letter or all capitals: the Lo of LoRA is none."""

ENDINGS = {"r": "əɹ", "rs": "əɹz", "er": "əɹ", "ers": "əɹz", "ly": "li", "ness": "nəs"}
"""Regular endings that the voice's dictionary does not take off a word, and how they sound."""

_WEAKENED = str.maketrans(dict.fromkeys("ɪᵻʊᵊ", "ə") | dict.fromkeys("ɾT", "t") | dict.fromkeys("ˈˌ ", ""))
"""Takes away what hardly matters to a listener: stress, and which weak vowel it is."""


class Pronouncer(Protocol):
    """Says what a voice knows of words."""

    def unknown_words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text that are not in the voice's dictionary, in their order, each once."""
        ...

    def pronounce(self, text: str) -> str:
        """Return the sounds of a text in the voice's phonetic letters; unknown words are guessed."""
        ...


def list_doubtful_words(text: str, pronouncer: Pronouncer) -> tuple[str, ...]:
    """Return the words whose sound the voice has to guess, each once, without those that it guesses well.

    A guess counts as good where it sounds like the parts of the word that the voice does know: soft and max, optimize
    with an r, XG and Boost.

    Args:
        text: What is read aloud.
        pronouncer: Says what the voice knows of words.
    """
    doubtful = {}
    for word in pronouncer.unknown_words(text):
        if word.casefold() not in doubtful and not _guessed_well(word, pronouncer):
            doubtful[word.casefold()] = word
    return tuple(doubtful.values())


def _guessed_well(word: str, pronouncer: Pronouncer) -> bool:
    guess = _weakened(pronouncer.pronounce(word))
    return any(guess == _weakened(sound) for sound in _sounds_of_parts(word, pronouncer))


def _sounds_of_parts(word: str, pronouncer: Pronouncer) -> Iterator[str]:
    """Yield how a word would sound if it were made of known ones, in every way that it can be."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    if plain != word and _known(plain, pronouncer):
        yield pronouncer.pronounce(plain)
    for ending, sound in ENDINGS.items():
        if plain.endswith(ending) and _known(plain.removesuffix(ending), pronouncer):
            yield pronouncer.pronounce(plain.removesuffix(ending)) + sound
    for at in range(1, len(plain)):
        head, tail = plain[:at], plain[at:]
        if _known(head, pronouncer) and _known(tail, pronouncer):
            yield pronouncer.pronounce(head) + pronouncer.pronounce(tail)


def _known(part: str, pronouncer: Pronouncer) -> bool:
    return (len(part) >= FEWEST_LETTERS or len(part) == 1 or part.isupper()) and not pronouncer.unknown_words(part)


def _weakened(sounds: str) -> str:
    """Make sounds comparable; a doubled consonant, as in rerun from "re" and "run", is heard once."""
    return re.sub(r"(.)\1", r"\1", sounds.translate(_WEAKENED))
