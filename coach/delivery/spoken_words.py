"""The words of an answer as they are compared: without case and punctuation, with the boundaries between them.

Where clauses begin and end is told from single words as far as those tell it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.domain.spelling import bare
from coach.domain.transcript import TimeSpan, Word
from coach.domain.word_lists import DEFAULT_LISTS, WordLists, is_filled_pause

BOUNDARY_SECONDS = 0.3
"""Silence between two words from which they count as set off; shorter gaps occur inside fluent phrases."""

PhraseIndex = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word, longest first."""

CANNOT_END = frozenset(
    "the a an my our your their its his every and or but nor because if although whereas unless of into from than "
    "i we they very".split()
)
"""Words that end no clause, whatever punctuation a recogniser puts behind them."""

OPENERS = frozenset(
    "and but so because which who if when whenever while since although though whereas unless until then where "
    "however therefore otherwise or whether".split()
)
"""Words that begin a clause."""

COORDINATORS = frozenset({"and", "but", "so", "then", "or", "well", "now", "yeah"})
"""Words before a main clause."""

COMPARATIVES = frozenset({"more", "less", "fewer", "better", "worse"})
"""Words behind "the" that begin both halves of "the more, the better"."""

_PUNCTUATION = (".", "?", "!", ",", ";", ":", "…", "-", "—", "–")

_HESITATION = ("...", "…")


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """Words with what is needed to compare them; every index is one into `words`."""

    words: tuple[Word, ...]
    """As heard."""
    keys: tuple[str, ...]
    """Each word in lower case, without the punctuation around it."""
    sounds: tuple[bool, ...]
    """Whether each word is a filled pause."""

    def boundary_after(self, at: int) -> bool:
        """Return whether punctuation, a silence, a filled pause or the end of the answer follows a word."""
        if at < 0 or at >= len(self.words) - 1:
            return True
        if self.punctuated(at) or self.sounds[at] or self.sounds[at + 1]:
            return True
        return self.words[at + 1].start - self.words[at].end >= BOUNDARY_SECONDS

    def punctuated(self, at: int) -> bool:
        """Return whether a word ends in punctuation of any sort."""
        return self.words[at].text.endswith(_PUNCTUATION)

    def ends_sentence(self, at: int) -> bool:
        """Return whether a word ends a sentence; dots that trail off do not."""
        text = self.words[at].text.rstrip("\"'”’)")
        return text.endswith((".", "?", "!")) and not text.endswith(_HESITATION)

    def longest_match(self, at: int, phrases: PhraseIndex) -> int:
        """Count the words of the longest phrase that is said at `at` without a boundary inside; 0 when none is."""
        for phrase in phrases.get(self.keys[at], ()):
            last = at + len(phrase) - 1
            if self.keys[at : last + 1] == phrase and not any(self.boundary_after(i) for i in range(at, last)):
                return len(phrase)
        return 0

    def text(self, first: int, last: int) -> str:
        """Return some words as heard, without the punctuation behind the last; a dash that breaks a word off stays."""
        return " ".join(word.text for word in self.words[first : last + 1]).rstrip(".,;:?!…")

    def span(self, first: int, last: int) -> TimeSpan:
        """Return the time in which some words were said."""
        return TimeSpan(self.words[first].start, self.words[last].end)


def spoken_words(words: Sequence[Word], lists: WordLists = DEFAULT_LISTS) -> SpokenWords:
    """Prepare words for comparing.

    Args:
        words: In order, with times.
        lists: Which further words are filled pauses.
    """
    keys = tuple(bare(word.text) for word in words)
    further = {bare(text) for text in lists.filled_pauses}
    sounds = tuple(
        not word.spelled or key in further or is_filled_pause(word.text) for word, key in zip(words, keys, strict=True)
    )
    return SpokenWords(tuple(words), keys, sounds)


def index_phrases(texts: Iterable[str]) -> PhraseIndex:
    """Order phrases by their first word, longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for text in texts:
        phrase = tuple(bare(each) for each in text.split())
        if all(phrase) and phrase:
            found.setdefault(phrase[0], set()).add(phrase)
    return {first: tuple(sorted(phrases, key=lambda each: (-len(each), each))) for first, phrases in found.items()}


def at_clause_start(spoken: SpokenWords, order: Sequence[int], at: int) -> bool:
    """Return whether a main clause begins at a word.

    Args:
        spoken: All words.
        order: Indices of the words that count, fillers left out.
        at: Position in `order`.
    """
    if at == 0:
        return True
    before = order[at - 1]
    return spoken.punctuated(before) or spoken.keys[before] in COORDINATORS
