"""Terms of the trade that were misheard: where words sound like a term of the question, the sound decides.

A recogniser writes the commoner of two wordings that sound alike: "Ray Lou" for ReLU, "genie" for Gini. So each stretch
of words that sounds like one of the question's terms is weighed against the term by the recogniser itself: how likely
is either wording, given the same sound and the question's terms as what was spoken about? Nothing is replaced for its
spelling alone, and nothing in a typed answer.
"""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from coach.domain.rubric import Alias
from coach.domain.transcript import Word
from coach.speech.guard import plain

MOST_WORDS = 5
"""Words that one term is misheard as, at most: "p of why given x"."""

MOST_DISTANCE = 0.3
"""Distance of the sounds up to which a stretch is weighed; 0.0 is the same sound, 1.0 nothing alike."""

MOST_WEIGHED = 3
"""Stretches of one segment that are weighed at most, the nearest ones: each costs time."""

LONGEST_GAP = 0.4
"""Seconds between words that belong to one term."""

LEAST_MARGIN = 0.0
"""Logarithm by which the term must be likelier than what was heard."""

_VOWELS = frozenset("aeiouæɑɔəɛɜɪʊʌAIOYWᵊɐᵻɚɝ")
"""Of the voice's phonetic letters (misaki's: A as in day, I as in my, O as in so, W as in now, Y as in boy)."""

_ALIKE = frozenset(
    frozenset(pair)
    for pair in ("pb", "td", "kɡ", "fv", "sz", "ʃʒ", "ʧʤ", "θð", "mn", "nŋ", "lɹ", "wɹ", "ɾt", "ɾd", "sʃ")
)
"""Consonants that are taken for one another: voiced and unvoiced ones of one place, nasals, liquids."""

_WEAK = frozenset("əᵊɐhjwtd")
"""Sounds that are swallowed."""

_VOWEL_FOR_VOWEL, _ALIKE_FOR_ALIKE, _OTHER = 0.5, 0.4, 1.0
_LOST_WEAK, _LOST = 0.5, 0.8
"""Costs of one sound for another and of one too many or too few; chosen, since they only decide what is weighed."""

_STRESS = str.maketrans("", "", "ˈˌ ")
_AFTER = re.compile(r"[^\w]*$")


Pronounce = Callable[[str], str]
"""Gives the sounds of a text in the voice's phonetic letters."""


class Weigh(Protocol):
    """Says how likely wordings are."""

    def __call__(self, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
        """Weigh wordings against the same sound.

        Args:
            texts: Everything that was said in the segment, in different wordings.
            spoken_about: Given as what was written before.

        Returns:
            The logarithm of the probability of each.
        """
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of words that sounds like a term."""

    first: int
    """Index of its first word."""
    behind: int
    """Index behind its last word."""
    term: str
    """As the rubric writes it."""
    distance: float
    """How far its sound is from the term's, 0.0 for the same."""


class Terms:
    """The terms of one question, with their sounds."""

    def __init__(self, terms: Sequence[Alias], pronounce: Pronounce) -> None:
        """Work out how the terms sound.

        Args:
            terms: The terms, each with the wordings that it is known to be misheard as.
            pronounce: Gives the sounds of a text in the voice's phonetic letters.
        """
        self._sound = functools.lru_cache(maxsize=4096)(lambda text: pronounce(text).translate(_STRESS))
        self._terms = [
            (each.term, _letters(each.term), tuple(filter(None, map(self._sound, (each.term, *each.heard)))))
            for each in terms
        ]
        self.spoken_about = "; ".join(each.term for each in terms)
        """All of them in one line."""

    def near(self, words: Sequence[Word]) -> list[Candidate]:
        """Find stretches that sound like a term and are not written as one, the nearest first.

        Args:
            words: In order, with times.
        """
        sounds = [self._sound(plain(word.text)) for word in words]
        found = [
            Candidate(first, behind, term, distance)
            for term, letters, wanted in self._terms
            for first, behind in _stretches(words)
            if not _says(words[first:behind], letters)
            and (distance := _nearest("".join(sounds[first:behind]), wanted)) <= MOST_DISTANCE
        ]
        return sorted(found, key=lambda candidate: candidate.distance)[:MOST_WEIGHED]


def with_terms(words: Sequence[Word], terms: Terms, weigh: Weigh) -> list[Word]:
    """Write the terms of the question where they fit the sound better than what was heard.

    Args:
        words: What was heard in one segment.
        terms: The question's.
        weigh: Weighs wordings against the sound of this segment.
    """
    candidates = terms.near(words)
    if not candidates:
        return list(words)
    spoken = [word.text for word in words]
    texts, owners = [" ".join(spoken)], [-1]
    for index, candidate in enumerate(candidates):
        for spelling in _spellings(candidate.term):
            written = spelling + _after(words[candidate.behind - 1])
            texts.append(" ".join([*spoken[: candidate.first], written, *spoken[candidate.behind :]]))
            owners.append(index)
    heard, *others = weigh(texts, terms.spoken_about)
    margins = [float("-inf")] * len(candidates)
    for owner, other in zip(owners[1:], others, strict=True):
        margins[owner] = max(margins[owner], other - heard)
    return _replaced(words, [each for each in zip(candidates, margins, strict=True) if each[1] >= LEAST_MARGIN])


def _replaced(words: Sequence[Word], proven: Sequence[tuple[Candidate, float]]) -> list[Word]:
    """Put terms in, the surest first, none over another."""
    written: list[Candidate] = []
    for candidate, _ in sorted(proven, key=lambda each: -each[1]):
        if all(candidate.behind <= other.first or other.behind <= candidate.first for other in written):
            written.append(candidate)
    result = list(words)
    for candidate in sorted(written, key=lambda each: -each.first):
        run = words[candidate.first : candidate.behind]
        text = candidate.term + _after(run[-1])
        term = replace(run[0], text=text, end=run[-1].end, probability=min(word.probability for word in run))
        result[candidate.first : candidate.behind] = [term]
    return result


def _spellings(term: str) -> list[str]:
    """Give the ways in which a recogniser may write a term: the rubric's own may be rare in what it learnt from."""
    return list(dict.fromkeys([term, term.lower(), term.lower().replace("-", " ")]))


def _stretches(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Give the runs of up to MOST_WORDS words without a gap: from, up to."""
    runs = []
    for first in range(len(words)):
        for behind in range(first + 1, min(first + MOST_WORDS, len(words)) + 1):
            if behind - first > 1 and words[behind - 1].start - words[behind - 2].end > LONGEST_GAP:
                break
            runs.append((first, behind))
    return runs


def _says(words: Sequence[Word], letters: str) -> bool:
    """Whether words are a term already, in whatever spelling, or its plural."""
    return _letters("".join(plain(word.text) for word in words)) in (letters, letters + "s")


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _after(word: Word) -> str:
    """Give the punctuation behind a word."""
    match = _AFTER.search(word.text)
    return match.group() if match else ""


def _nearest(sound: str, wanted: Sequence[str]) -> float:
    near = (_distance(sound, each) for each in wanted if 0 < len(sound) <= 2 * len(each))
    return min(near, default=1.0)


def _distance(one: str, other: str) -> float:
    """Work out the edit distance of two sounds over the length of the longer one (Levenshtein 1966, weighted)."""
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _loss(sound))
    for sound in one:
        above, row = row, [row[0] + _loss(sound)]
        for index, wanted in enumerate(other, start=1):
            row.append(
                min(
                    above[index - 1] + _change(sound, wanted),
                    above[index] + _loss(sound),
                    row[index - 1] + _loss(wanted),
                )
            )
    return row[-1] / max(len(one), len(other))


def _loss(sound: str) -> float:
    return _LOST_WEAK if sound in _WEAK else _LOST


def _change(sound: str, wanted: str) -> float:
    if sound == wanted:
        return 0.0
    if sound in _VOWELS and wanted in _VOWELS:
        return _VOWEL_FOR_VOWEL
    return _ALIKE_FOR_ALIKE if frozenset((sound, wanted)) in _ALIKE else _OTHER
