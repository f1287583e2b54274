"""Word errors of a transcript, counted by jiwer once reference and transcript are written alike.

Both go through the one normaliser. Lower case; no accents; curly apostrophes made straight; punctuation and hyphens
taken for spaces, apostrophes inside a word kept; whole numbers, decimals and %, &, + said in words; y'know, ok, mr,
mrs, dr written out. Filled pauses of any spelling (um, uh, er, hm, in any lengthening) are one word, `um`; for the
content word error rate they are left out. Beside it stands Whisper's own normaliser for English, so that the rates can
be compared with published ones.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, TypeVar

from coach.domain.word_lists import is_filled_pause

T = TypeVar("T", bound=Any)

FILLER = "um"
"""What every filled pause is written as."""

LOST_RUN = 3
"""Words not heard, one behind the other, from which something was said that the transcript knows nothing of."""

TOO_LARGE = 1_000_000
"""From here on a number stays as it is; nobody says such digits the same way."""

_WRITTEN_OUT = {
    "y'know": ("you", "know"),
    "ok": ("okay",),
    "mr": ("mister",),
    "mrs": ("missus",),
    "dr": ("doctor",),
    "%": ("percent",),
    "&": ("and",),
    "+": ("plus",),
}

_TOKEN = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+\.\d+|\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[%&+]")

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

_HUNDRED = 100

_THOUSAND = 1000


def added(one: T, other: T) -> T:
    """Return the sums of two records of one kind, field by field."""
    sums = {field.name: getattr(one, field.name) + getattr(other, field.name) for field in fields(one)}
    return replace(one, **sums)


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Counts that add up over clips."""

    reference: int = 0
    """Words that were said."""
    substitutions: int = 0
    """Words heard as another one."""
    deletions: int = 0
    """Words not heard."""
    insertions: int = 0
    """Words heard that nobody said."""
    lost_runs: int = 0
    """Stretches of LOST_RUN or more words in a row that were not heard."""

    @property
    def errors(self) -> int:
        """All of them."""
        return self.substitutions + self.deletions + self.insertions

    @property
    def rate(self) -> float | None:
        """Word error rate: errors over words said; above 1.0 when much is made up, None where nothing was said."""
        return self.errors / self.reference if self.reference else None

    def __add__(self, other: "WordErrors") -> "WordErrors":
        return added(self, other)


def word_errors(reference: Sequence[str], heard: Sequence[str]) -> WordErrors:
    """Count the fewest errors that make one of the other.

    Args:
        reference: What was said, normalised.
        heard: What the recogniser wrote, normalised alike.
    """
    if not reference:
        return WordErrors(insertions=len(heard))
    import jiwer  # noqa: PLC0415 - loads with the first clip, not with --help

    counted = jiwer.process_words(" ".join(reference), " ".join(heard))
    lost = [chunk for chunk in counted.alignments[0] if chunk.type == "delete"]
    lost_runs = sum(1 for chunk in lost if chunk.ref_end_idx - chunk.ref_start_idx >= LOST_RUN)
    return WordErrors(len(reference), counted.substitutions, counted.deletions, counted.insertions, lost_runs)


def verbatim_words(text: str) -> list[str]:
    """Return the words of a text, with every filled pause as one and the same word."""
    words: list[str] = []
    for written in _without_accents(text.replace("’", "'")).split():
        if is_filled_pause(written):
            words.append(FILLER)
        else:
            for token in _TOKEN.findall(written.lower()):
                words += _said(token)
    return words


def content_words(text: str) -> list[str]:
    """Return the words of a text without its filled pauses."""
    return without_fillers(verbatim_words(text))


def without_fillers(words: list[str]) -> list[str]:
    """Leave the filled pauses out of words from `verbatim_words`."""
    return [word for word in words if word != FILLER]


def whisper_words(text: str) -> list[str]:
    """Return the words of a text as `whisper-normalizer` writes them.

    It leaves out hmm, mm, mhm, mmm, uh and um (er and erm stay), and whatever stands in brackets. Of an ellipsis at
    the end it leaves a dot, which counts as a word; that is not mended, so that the rates are those that others get.
    """
    return _normalizer()(text).split()


def number_words(number: int) -> list[str]:
    """Return a whole number from 0 to 999,999, so that "8" and "eight" are one word: 12 is "twelve"."""
    if number < len(_SMALL):
        return [_SMALL[number]]
    if number < _HUNDRED:
        ones = number % 10
        return [_TENS[number // 10 - 2], *([_SMALL[ones]] if ones else [])]
    unit, word = (_HUNDRED, "hundred") if number < _THOUSAND else (_THOUSAND, "thousand")
    rest = number % unit
    return [*number_words(number // unit), word, *(number_words(rest) if rest else [])]


def _without_accents(text: str) -> str:
    return "".join(
        character for character in unicodedata.normalize("NFD", text) if not unicodedata.combining(character)
    )


def _said(token: str) -> list[str]:
    if token in _WRITTEN_OUT:
        return list(_WRITTEN_OUT[token])
    if not token[0].isdigit():
        return [token]
    whole, _, decimals = token.replace(",", "").partition(".")
    if int(whole) >= TOO_LARGE:
        return [token]
    said = number_words(int(whole))
    if decimals:
        said += ["point", *(word for digit in decimals for word in number_words(int(digit)))]
    return said


@cache
def _normalizer() -> Callable[[str], str]:
    # Loads with the first clip.
    from whisper_normalizer.english import EnglishTextNormalizer  # type: ignore[import-untyped]  # noqa: PLC0415

    normalizer: Callable[[str], str] = EnglishTextNormalizer()
    return normalizer
