"""The words of an answer as one text to search, each place of which leads back to its word."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.spelling import bare
from coach.domain.transcript import Transcript

MOST_WORDS = 30
"""Words of one piece of evidence; more is no quotation any more."""
_MOST_ADDED = 10
"""Words that evidence goes on for to the end of its clause."""
_SENTENCE_ENDS, _CLAUSE_ENDS = (".", "?", "!"), (".", "?", "!", ",", ";", ":", "—", "–")
_PAUSE_SECONDS = 0.5
"""Silence that ends a clause where speech recognition wrote no punctuation."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """Words without fillers, case and punctuation, single spaces between them; a dot of its own ends a sentence."""

    text: str
    """What patterns are searched in."""
    starts: tuple[int, ...]
    """Where each word begins in `text`."""
    words: tuple[int, ...]
    """Which word of the transcript each is."""
    clause_ends: frozenset[int]
    """Places, in `words`, of those that end a clause."""

    def evidence(self, match: re.Match[str]) -> tuple[int, int]:
        """Return the words that a match lies on, to the end of their clause.

        Args:
            match: Of a pattern in `text`.

        Returns:
            Places of the first and the last one, in `words`.
        """
        first = max(0, bisect_right(self.starts, match.start()) - 1)
        last = max(first, bisect_right(self.starts, max(match.start(), match.end() - 1)) - 1)
        most = min(len(self.words) - 1, first + MOST_WORDS - 1, last + _MOST_ADDED)
        while last < most and last not in self.clause_ends:
            last += 1
        return first, min(last, first + MOST_WORDS - 1)


def search_text(transcript: Transcript) -> SearchText:
    """Prepare an answer to be searched."""
    pieces: list[str] = []
    starts: list[int] = []
    kept: list[int] = []
    ends: set[int] = set()
    length = 0
    for at, word in enumerate(transcript.words):
        key = bare(word.text)
        if word.filler or not key:
            if kept and word.text.endswith(_CLAUSE_ENDS):
                ends.add(len(kept) - 1)
            continue
        starts.append(length)
        kept.append(at)
        pieces.append(key)
        length += len(key) + 1
        if word.text.rstrip("\"'”’)").endswith(_CLAUSE_ENDS) or _pause_after(transcript, at):
            ends.add(len(kept) - 1)
        if word.text.rstrip("\"'”’)").endswith(_SENTENCE_ENDS) and not word.text.endswith("..."):
            pieces.append(".")
            length += 2
    return SearchText(" ".join(pieces), tuple(starts), tuple(kept), frozenset(ends))


def _pause_after(transcript: Transcript, at: int) -> bool:
    words = transcript.words
    return not transcript.typed and at + 1 < len(words) and words[at + 1].start - words[at].end >= _PAUSE_SECONDS


def gap(most: int) -> str:
    """Write the pattern for up to so many words of one sentence, as few as possible."""
    return rf"(?: [^ .]+){{0,{most}}}?"


def any_of(words: str) -> str:
    """Write the pattern for one of several words or phrases.

    Args:
        words: Separated by bars, parts of patterns allowed.
    """
    return rf"(?:{words})"


def compile_all(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Compile patterns that begin and end at whole words."""
    return tuple(re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])") for pattern in patterns)
