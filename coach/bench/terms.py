"""Terms of the trade: sentences that use them, near words that do not, and whether a transcript has them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.bench.number_words import number_words
from coach.bench.spelling import content_words
from coach.errors import CoachError

TERMS = Path(__file__).parent / "terms.toml"
"""The terms that come with the program."""

NEAR_WORDS = Path(__file__).parent / "near_words.tsv"
"""Sentences that come with the program, under a header; cells are separated by tabs."""

_NEAR_COLUMNS = ["question", "sentence", "term"]

_NUMBER_WORDS = frozenset(
    word for number in (*range(20), *range(20, 100, 10), 100, 1000) for word in number_words(number)
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term in a sentence that somebody could say in an interview."""

    question: str
    """The id of a shipped question that needs it."""
    term: str
    """As it is written: `k-means`."""
    sentence: str
    """Uses the term."""
    say: str = ""
    """How voices are to read the term where they misread its spelling: `ray loo`; empty where they do not."""
    also: tuple[str, ...] = ()
    """Other spellings in which it can be recognised."""

    @property
    def to_say(self) -> str:
        """The sentence as voices are to read it."""
        return self.sentence.replace(self.term, self.say) if self.say else self.sentence

    def stands_in(self, text: str) -> bool:
        """Tell whether a transcript has the term in any of its spellings."""
        return any(stands_in(spelling, text) for spelling in (self.term, *self.also))


@dataclass(frozen=True, slots=True)
class NearWords:
    """A sentence whose words only sound like a term."""

    question: str
    """The id of the question, whose terms the program listens for."""
    sentence: str
    """As it is said."""
    term: str
    """What must not be written."""


def stands_in(term: str, text: str) -> bool:
    """Tell whether a text has a term, as whole words.

    Capitals, hyphens, dots and spaces do not matter, nor whether a number is in digits or words, nor a plural s:
    `k-means` is in "K means", `L1` in "the L one penalty", but not in "the lone one", and `RAG` not in "drag".
    """
    wanted, words = "".join(_letters(term)), _letters(text)
    for first in range(len(words)):
        run = ""
        for word in words[first:]:
            run += word
            if run in (wanted, f"{wanted}s"):
                return True
            if len(run) > len(wanted):
                break
    return False


def load_terms(path: Path = TERMS) -> tuple[Term, ...]:
    """Read a file of terms.

    Raises:
        CoachError: It breaks the format.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    terms = []
    for number, entry in enumerate(table["terms"], start=1):
        try:
            term = Term(**{**entry, "also": tuple(entry.get("also", ()))})
        except TypeError as error:
            raise CoachError(
                f"{path}, term {number}: {error}.", "Keys are question, term, sentence, say, also."
            ) from error
        if term.term not in term.sentence:
            raise CoachError(f"{path}, term {number}: the sentence lacks {term.term}.", "Write it as the term is.")
        terms.append(term)
    return tuple(terms)


def load_near_words(path: Path = NEAR_WORDS) -> tuple[NearWords, ...]:
    """Read a file of sentences with near words: id of a question, sentence, term that is not in it.

    Raises:
        CoachError: It is missing or breaks the format.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CoachError(f"{path} cannot be read: {error.strerror or error}.", "Install the program again.") from error
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    for number, cells in enumerate(rows, start=1):
        if len(cells) != len(_NEAR_COLUMNS) or not all(cells) or (number == 1 and cells != _NEAR_COLUMNS):
            raise CoachError(f"{path}, line {number}: needed are {', '.join(_NEAR_COLUMNS)}.", "Use single tabs.")
    return tuple(NearWords(*cells) for cells in rows[1:])


def _letters(text: str) -> Sequence[str]:
    """Give the words of a text, numbers in capitals so that `one` is not the end of `lone`."""
    words = (word.replace("'", "") for word in content_words(text))
    return [word.upper() if word in _NUMBER_WORDS else word for word in words]
