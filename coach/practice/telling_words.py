"""The words of a key point that tell it from all others, as a hint: what it is about, and never what it claims."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from coach.content.hint import MOST_WORDS, OPPOSITES, hint_at
from coach.content.words import NEGATORS, STOPWORDS, plain_words, stem
from coach.domain.rubric import KeyPoint, Rubric

COMMON_SHARE = 0.08
"""Of all key points; a word that more of them have tells none from the others."""

FEW_POINTS = 3
"""A word that no more key points than this have is never common, however small the bank."""

LEAST_USES = 2
"""Key points that must say two words side by side for them to be a term of the trade: `learning rate`."""

TERM_BONUS = 1.2
"""What a term weighs over a single word that is as rare: it says more, and gives nothing more away."""

REPEATED_BONUS = 0.5
"""What a term weighs more that each other wording of its point has as well."""

WORTH_SHARE = 0.45
"""Of what the most telling term weighs; one below that would only be there to make up the number."""

_VERB_SHARES = {"ed": 0.7, "ing": 0.8, "ly": 0.4}
"""What words with these endings weigh: they tell what is done, and how, more often than what it is about."""

_LEAST_LETTERS = 3
"""Shorter words name nothing."""

_VAGUE = frozenset(
    """
    something anything everything nothing someone anyone everyone nobody somebody everybody thing things way ways lot
    lots kind kinds sort sorts part parts bit piece case cases instance example examples amount number numbers point
    points end step steps time times day days week weeks month months year years half percent hundred thousand million
    one two three four five six seven eight nine ten ones once twice first second third last next own other others
    another several few single whole much many usual usually always sometimes instead otherwise whereas whether since
    through between against behind beside beyond along around across enough quite rather almost already still even
    make makes made making take takes took taken taking give gives gave given giving get gets got getting keep keeps
    kept keeping put puts putting use uses used using need needs needed want wants wanted look looks looked looking
    find finds found say says said tell tells told see sees saw seen show shows showed shown come comes came go goes
    went gone turn turns turned work works worked working try tries tried let lets mean means meant become becomes
    good right real clear clearly exactly simply myself itself yourself themselves going again among until toward
    towards during further little leave leaves leaving move moves moved moving tend tends drive drives driven pass
    passed leave hold holds held start starts started built build builds chosen choose chooses choosing pick picks
    actually system per such
    """.split()
)
"""Words that could stand in any sentence."""

Pair = tuple[str, str]
"""The stems of two words side by side."""

_AROUND = ".,;:?!()\"'“”’"
_BREAKS = ".,;:?!)"


@dataclass(frozen=True, slots=True)
class _Written:
    """One word of a sentence as it is written."""

    text: str
    """Without the punctuation around it."""
    words: tuple[str, ...]
    """As they are matched; several for what is joined by hyphens."""
    breaks: bool
    """Whether punctuation follows, so that the next word is no part of the same term."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A word, or two side by side, that a hint may give."""

    text: str
    """As it is shown."""
    stems: frozenset[str]
    """Of its words."""
    repeated: bool
    """Whether another wording of the same point has it, too."""
    shared: bool
    """Whether another point of the question has it, too."""
    worth: float
    """How telling it is; above 0."""


class TellingWords:
    """How common each word is among the key points of a bank."""

    def __init__(self, rubrics: Iterable[Rubric]) -> None:
        """Count the words.

        Args:
            rubrics: All questions.
        """
        points = [(point.point, *point.also) for rubric in rubrics for point in rubric.key_points]
        self._points = len(points)
        self._most = max(FEW_POINTS, COMMON_SHARE * self._points)
        self._having: Counter[str] = Counter()
        self._together: Counter[Pair] = Counter()
        for texts in points:
            self._having.update({stem(word) for text in texts for word in plain_words(text)})
            self._together.update({pair for text in texts for pair in _pairs(_written(text))})

    def is_common(self, term: str) -> bool:
        """Return whether so many key points have a term that it tells none of them from the others.

        Args:
            term: One word, or several: they are common where each is, unless they make a term of the trade together.
        """
        written = _written(term)
        words = [stem(word) for one in written for word in one.words]
        return not any(map(self._is_term, _pairs(written))) and all(self._having[word] > self._most for word in words)

    def hint_at(self, rubric: Rubric, point: KeyPoint) -> tuple[str, ...]:
        """Choose what to say of a key point: at most three terms of one word or two.

        Words that the question holds already help nobody, and words with an opposite (more, increases) are the claim
        itself: one is given only where the point has nothing else to be told by, in none of its wordings.

        Args:
            rubric: The question.
            point: One of its key points.
        """
        own = self._terms(point.point, rubric, point)
        other = [term for text in point.also for term in self._terms(text, rubric, point)]
        for terms, most in (
            (own, MOST_WORDS),
            ([term for term in other if term.repeated], MOST_WORDS),
            (other, 1),
        ):
            if not all(term.shared for term in terms):
                return _choose(terms, most)
        last = self._terms(point.point, rubric, point, opposites=True)
        return _choose(own, MOST_WORDS) or _choose(last, 1) or hint_at(rubric, point)

    def _terms(self, text: str, rubric: Rubric, point: KeyPoint, *, opposites: bool = False) -> list[_Term]:
        """Weigh what one wording of a point could be told by.

        Args:
            text: The wording.
            rubric: The question.
            point: One of its key points.
            opposites: Whether words with an opposite may be given.
        """
        known = frozenset(stem(word) for word in plain_words(rubric.question))
        names = frozenset(alias.term.casefold() for alias in rubric.aliases)

        def fits(one: _Written) -> bool:
            named = len(one.words) > 1 or one.text.casefold() in names
            return (
                any(map(_names_something, one.words))
                and not any(stem(word) in known for word in one.words)
                and (named or opposites or not OPPOSITES.intersection(one.words))
            )

        written = _written(text)
        others = [_stems(each.point) for each in rubric.key_points if each is not point]
        again = [_stems(each) for each in point.also if each != text]
        terms = []
        for place, one in enumerate(written):
            both = written[place : place + 2]
            if fits(one) and (rarity := self._rarity(one)):
                named = len(one.words) > 1 or one.text.casefold() in names
                kind = TERM_BONUS if named else _share_of_verb(one.text)
                terms.append(_term((one,), rarity * kind, others, again, begins=place == 0))
            for pair in _pairs(both):
                if self._is_term(pair) and all(map(fits, both)):
                    rarity = TERM_BONUS * self._log_share(self._together[pair])
                    terms.append(_term(both, rarity, others, again, begins=place == 0))
        return terms

    def _is_term(self, pair: Pair) -> bool:
        """Return whether two words are said side by side now and then, and not everywhere."""
        return LEAST_USES <= self._together[pair] <= self._most

    def _rarity(self, one: _Written) -> float:
        """Return how rare the rarest part of a word is; 0.0 where all of it is common."""
        fewest = min(self._having[stem(word)] for word in one.words if _names_something(word))
        return self._log_share(fewest) if fewest <= self._most else 0.0

    def _log_share(self, points: int) -> float:
        return log((2 + self._points) / (1 + points))  # above 0 also for what every point says


def _term(
    written: Sequence[_Written],
    rarity: float,
    others: Sequence[frozenset[str]],
    again: Sequence[frozenset[str]],
    *,
    begins: bool,
) -> _Term:
    """Weigh a term: what the other wordings say as well is what it is about; what other points say tells less.

    Args:
        written: One word or two.
        rarity: Above 0.
        others: The stems of each other point of the question.
        again: The stems of each other wording of the point.
        begins: Whether a sentence begins with it.
    """
    stems = frozenset(stem(word) for one in written for word in one.words if _names_something(word))
    repeated = sum(1 for each in again if stems <= each) / max(1, len(again))
    elsewhere = sum(1 for each in others if stems <= each)
    text = " ".join(_shown(one.text, begins=begins and place == 0) for place, one in enumerate(written))
    worth = rarity * (1.0 + REPEATED_BONUS * repeated) / (1 + elsewhere)
    return _Term(text, stems, repeated > 0, elsewhere > 0, worth)


def _choose(terms: Sequence[_Term], most: int) -> tuple[str, ...]:
    """Take the most telling terms, in the order given, none with a word of another one."""
    chosen: list[_Term] = []
    for term in sorted(terms, key=lambda each: -each.worth):
        worth_it = not chosen or term.worth >= WORTH_SHARE * chosen[0].worth
        if len(chosen) < most and worth_it and not any(term.stems & each.stems for each in chosen):
            chosen.append(term)
    return tuple(dict.fromkeys(term.text for term in terms if term in chosen))


def _written(text: str) -> tuple[_Written, ...]:
    found = ((word.strip(_AROUND), plain_words(word), word[-1] in _BREAKS) for word in text.split())
    return tuple(_Written(*each) for each in found if each[1])


def _pairs(written: Sequence[_Written]) -> Iterator[Pair]:
    """Yield each two words that stand side by side and might make a term, by their stems."""
    for one, other in pairwise(written):
        if not one.breaks and len(one.words) == len(other.words) == 1:
            words = one.words[0], other.words[0]
            if all(map(_names_something, words)) and not words[1].endswith(tuple(_VERB_SHARES)):
                yield stem(words[0]), stem(words[1])


def _share_of_verb(word: str) -> float:
    return next((share for ending, share in _VERB_SHARES.items() if word.endswith(ending)), 1.0)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in plain_words(text))


def _names_something(word: str) -> bool:
    return (
        len(word) >= _LEAST_LETTERS
        and not word[0].isdigit()
        and word not in STOPWORDS
        and word not in NEGATORS
        and word not in _VAGUE
    )


def _shown(text: str, *, begins: bool) -> str:
    """Write a word as inside a sentence: a capital that only begins one becomes small, ReLU stays."""
    return text.lower() if begins and text[1:].islower() else text
