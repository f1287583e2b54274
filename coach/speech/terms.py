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
from coach.domain.spelling import letters
from coach.domain.transcript import TimeSpan, Word

MOST_WORDS = 5
"""Words that one term is misheard as, at most: "p of why given x"."""

MOST_DISTANCE = 0.3
"""Distance of the sounds up to which a stretch is weighed; 0.0 is the same sound, 1.0 nothing alike."""

MOST_WEIGHED = 3
"""Places of one segment that are weighed at most, the nearest ones: each costs a quarter of a second."""

MOST_STRETCHES = 2
"""Stretches that are weighed in one place: "A to Boost", and "other A to Boost", may both be AdaBoost."""

AROUND = 3.0
"""Seconds around a stretch that are weighed with it, so that its words make sense."""

MARGIN = 0.25
"""Seconds of sound before the first and behind the last word that is weighed."""

LONGEST_GAP = 0.4
"""Seconds between words that belong to one term."""

LEAST_MARGINS = (8.0, 5.0, 2.5)
"""Logarithm by which the term must be likelier than what was heard, where no, one, and two or more other words nearby
belong to the question's subject. Chosen on spoken sentences in seven synthetic voices: with terms 124 of 254 were
written before and 176 after; of 320 with innocent near words in four got a term ("our Max": argmax)."""

NEARBY = 8
"""Words to either side that count as nearby."""

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
"""Costs of one sound for another: of vowels, and of consonants that are alike, about half of what others cost."""

_LOST_WEAK, _LOST = 0.5, 0.8
"""Costs of a sound too many or too few: a swallowed one costs less. All costs are chosen, not measured, since they only
decide what is weighed."""

_STRESS = str.maketrans("", "", "ˈˌ ")
_AFTER = re.compile(r"[^\w]*$")


Pronounce = Callable[[str], str]
"""Gives the sounds of a text in the voice's phonetic letters."""


class Weigh(Protocol):
    """Says how likely wordings are."""

    def __call__(self, stretch: TimeSpan, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
        """Weigh wordings against the same sound.

        Args:
            stretch: Where the sound is; may reach beyond the segment's ends.
            texts: Everything that was said in it, in different wordings.
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
    least_margin: float
    """Logarithm by which the term must be likelier."""

    def overlaps(self, other: "Candidate") -> bool:
        """Whether two stretches share words."""
        return self.first < other.behind and other.first < self.behind


class Terms:
    """The terms of one question, with their sounds."""

    def __init__(
        self, terms: Sequence[Alias], pronounce: Pronounce, on_subject: Callable[[str], int] = lambda _text: 0
    ) -> None:
        """Work out how the terms sound.

        Args:
            terms: The terms, each with the wordings that it is known to be misheard as.
            pronounce: Gives the sounds of a text in the voice's phonetic letters.
            on_subject: Counts the words of a text that belong to the question's subject.
        """
        self._on_subject = on_subject
        self._sound = functools.lru_cache(maxsize=4096)(lambda text: pronounce(text).translate(_STRESS))
        self._terms = [
            (
                each.term,
                _without_apostrophes(each.term),
                tuple(filter(None, map(self._sound, (each.term, *each.heard)))),
            )
            for each in terms
        ]
        self.spoken_about = "; ".join(each.term for each in terms)
        """All of them in one line."""

    def near(self, words: Sequence[Word]) -> list[list[Candidate]]:
        """Find stretches that sound like a term and are not written as one.

        Args:
            words: In order, with times.

        Returns:
            Places, each with its stretches for one term, the nearest first.
        """
        sounds = [self._sound(letters(word.text)) for word in words]
        stretches = [
            (
                first,
                behind,
                _without_apostrophes("".join(letters(word.text) for word in words[first:behind])),
                "".join(sounds[first:behind]),
            )
            for first, behind in _stretches(words)
        ]
        found: list[Candidate] = []
        for term, together, wanted in self._terms:
            # A term that is there already, in whatever spelling, or its plural.
            said = [(start, end) for start, end, spelled, _ in stretches if spelled in (together, together + "s")]
            for first, behind, _, sound in stretches:
                if any(first < end and start < behind for start, end in said):
                    continue
                distance = _nearest(sound, wanted)
                if distance <= MOST_DISTANCE:
                    found.append(Candidate(first, behind, term, distance, self._least_margin(words, first, behind)))
        places: list[list[Candidate]] = []
        for candidate in sorted(found, key=lambda each: each.distance):
            here = [place for place in places if place[0].term == candidate.term and place[0].overlaps(candidate)]
            if not here:
                places.append([candidate])
            elif len(here[0]) < MOST_STRETCHES:
                here[0].append(candidate)
        return places[:MOST_WEIGHED]

    def _least_margin(self, words: Sequence[Word], first: int, behind: int) -> float:
        nearby = [*words[max(0, first - NEARBY) : first], *words[behind : behind + NEARBY]]
        on_subject = self._on_subject(" ".join(word.text for word in nearby))
        return LEAST_MARGINS[min(on_subject, len(LEAST_MARGINS) - 1)]


def with_terms(words: Sequence[Word], terms: Terms, weigh: Weigh) -> list[Word]:
    """Write the terms of the question where they fit the sound better than what was heard.

    Args:
        words: What was heard in one segment.
        terms: The question's.
        weigh: Weighs wordings against the sound of this segment.
    """
    proven = [
        (candidate, margin)
        for place in terms.near(words)
        for candidate, margin in zip(place, _margins(words, place, terms.spoken_about, weigh), strict=True)
        if margin >= candidate.least_margin
    ]
    return _replaced(words, proven)


def _margins(words: Sequence[Word], place: Sequence[Candidate], spoken_about: str, weigh: Weigh) -> list[float]:
    """Return how much likelier the term is than what was heard, for each stretch, in its likeliest spelling."""
    first, behind = min(each.first for each in place), max(each.behind for each in place)
    begin = next(at for at in range(first + 1) if words[at].start >= words[first].start - AROUND)
    end = next(at for at in range(len(words), 0, -1) if words[at - 1].end <= words[behind - 1].end + AROUND)
    texts = [_joined(words[begin:end])]
    for candidate in place:
        after = _after(words[candidate.behind - 1])
        around = _joined(words[begin : candidate.first]), _joined(words[candidate.behind : end])
        texts += [
            " ".join(filter(None, (around[0], spelling + after, around[1]))) for spelling in _spellings(candidate.term)
        ]
    heard, *others = weigh(TimeSpan(words[begin].start - MARGIN, words[end - 1].end + MARGIN), texts, spoken_about)
    each = len(others) // len(place)
    return [max(others[at * each : (at + 1) * each]) - heard for at in range(len(place))]


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _replaced(words: Sequence[Word], proven: Sequence[tuple[Candidate, float]]) -> list[Word]:
    """Put terms in, the surest first, none over another."""
    written: list[Candidate] = []
    for candidate, _ in sorted(proven, key=lambda each: -each[1]):
        if not any(candidate.overlaps(other) for other in written):
            written.append(candidate)
    result = list(words)
    for candidate in sorted(written, key=lambda each: -each.first):
        run = words[candidate.first : candidate.behind]
        text = candidate.term + _after(run[-1])
        term = replace(run[0], text=text, end=run[-1].end, probability=min(word.probability for word in run))
        result[candidate.first : candidate.behind] = [term]
    return result


def _spellings(term: str) -> list[str]:
    """Return two ways in which a recogniser may write a term: the rubric's own may be rare in what it learnt from."""
    return [term, term.lower().replace("-", " ")]


def _stretches(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the runs of up to MOST_WORDS words without a gap: from, up to."""
    runs = []
    for first in range(len(words)):
        for behind in range(first + 1, min(first + MOST_WORDS, len(words)) + 1):
            if behind - first > 1 and words[behind - 1].start - words[behind - 2].end > LONGEST_GAP:
                break
            runs.append((first, behind))
    return runs


def _without_apostrophes(text: str) -> str:
    return letters(text).replace("'", "")


def _after(word: Word) -> str:
    """Return the punctuation behind a word."""
    match = _AFTER.search(word.text)
    return match.group() if match else ""


def _nearest(sound: str, wanted: Sequence[str]) -> float:
    return min((_distance(sound, each) for each in wanted), default=1.0) if sound else 1.0


@functools.lru_cache(maxsize=1 << 16)
def _distance(one: str, other: str) -> float:
    """Work out the edit distance of two sounds over the length of the longer one (Levenshtein 1966, weighted).

    Returns:
        1.0 as soon as it is clear that it exceeds MOST_DISTANCE.
    """
    longer = max(len(one), len(other))
    most = MOST_DISTANCE * longer
    if abs(len(one) - len(other)) * _LOST_WEAK > most:
        return 1.0
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _loss(sound))
    for sound in one:
        above, row = row, [row[0] + _loss(sound)]
        lost = row[0]
        for index, wanted in enumerate(other, start=1):
            row.append(
                min(
                    above[index - 1] + _change(sound, wanted),
                    above[index] + lost - above[0],
                    row[index - 1] + _loss(wanted),
                )
            )
        if min(row) > most:
            return 1.0
    return row[-1] / longer


def _loss(sound: str) -> float:
    return _LOST_WEAK if sound in _WEAK else _LOST


def _change(sound: str, wanted: str) -> float:
    if sound == wanted:
        return 0.0
    if sound in _VOWELS and wanted in _VOWELS:
        return _VOWEL_FOR_VOWEL
    return _ALIKE_FOR_ALIKE if frozenset((sound, wanted)) in _ALIKE else _OTHER
