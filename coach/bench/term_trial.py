"""Terms of the trade: sentences that use them, near words that do not, and whether a transcript has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.bench.listeners import Hypothesis
from coach.bench.word_errors import content_words, number_words
from coach.errors import CoachError
from coach.toml_files import Kind, parse_toml, read_text

TERMS = Path(__file__).parent / "terms.toml"
"""The terms that come with the program."""

NEAR_WORDS = Path(__file__).parent / "near_words.tsv"
"""Sentences that come with the program, under a header; cells are separated by tabs."""

_TERMS_FILE = Kind(CoachError, "Name a file of terms.")

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
        """Return whether a transcript has the term in any of its spellings."""
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


@dataclass(frozen=True, slots=True)
class TermHeard:
    """One term, said by one voice."""

    voice: str
    """Its name."""
    term: Term
    """What it said."""
    ours: str
    """What our own listening wrote."""
    plain: str
    """What plain faster-whisper wrote."""

    @property
    def by_us(self) -> bool:
        """Whether our own listening wrote the term."""
        return self.term.stands_in(self.ours)

    @property
    def by_plain(self) -> bool:
        """Whether plain faster-whisper wrote the term."""
        return self.term.stands_in(self.plain)


@dataclass(frozen=True, slots=True)
class NearHeard:
    """One sentence with near words, said by one voice."""

    voice: str
    """Its name."""
    near: NearWords
    """What it said."""
    ours: str
    """What our own listening wrote."""
    plain: str = ""
    """What plain faster-whisper wrote; it hears only the sentences in which we wrote a term that nobody said."""

    @property
    def by_plain(self) -> bool:
        """Whether plain faster-whisper wrote it, too."""
        return stands_in(self.near.term, self.plain)

    @property
    def false(self) -> bool:
        """Whether our own listening wrote the term that nobody said."""
        return stands_in(self.near.term, self.ours)


def load_terms(path: Path = TERMS) -> tuple[Term, ...]:
    """Read a file of terms.

    Raises:
        CoachError: It breaks the format.
    """
    terms = []
    for entry in parse_toml(read_text(path, _TERMS_FILE), path, _TERMS_FILE).tables("terms", "term"):
        entry.refuse_unknown(("question", "term", "sentence", "say", "also"))
        question, name, sentence = (entry.required_line(key) for key in ("question", "term", "sentence"))
        if name not in sentence:
            raise entry.wrong("sentence", f"lacks {name}", "Write it as the term is.")
        terms.append(Term(question, name, sentence, entry.line("say"), entry.lines("also")))
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


def terms_heard(
    terms: Sequence[Term], voices: Sequence[str], ours: Sequence[Hypothesis], plain: Sequence[Hypothesis]
) -> tuple[TermHeard, ...]:
    """Put together what was said and what was heard.

    Args:
        terms: What every voice said, in order.
        voices: Who, in order.
        ours: What our own listening heard: all terms of the first voice, then all of the second.
        plain: The same for plain faster-whisper.
    """
    said = [(voice, term) for voice in voices for term in terms]
    return tuple(
        TermHeard(voice, term, heard.text, other.text)
        for (voice, term), heard, other in zip(said, ours, plain, strict=True)
    )


def near_words_heard(
    sentences: Sequence[NearWords], voices: Sequence[str], ours: Sequence[Hypothesis]
) -> tuple[NearHeard, ...]:
    """Put together what was said and what was heard; see `terms_heard`."""
    said = [(voice, near) for voice in voices for near in sentences]
    return tuple(NearHeard(voice, near, heard.text) for (voice, near), heard in zip(said, ours, strict=True))


def stands_in(term: str, text: str) -> bool:
    """Return whether a text has a term, as whole words.

    Capitals, hyphens, dots and spaces do not matter, nor whether a number is in digits or words, nor a plural s:
    `k-means` is in "K means", `L1` in "the L one penalty", but not in "the lone one", and `RAG` not in "drag".
    """
    wanted, words = "".join(_as_written_together(term)), _as_written_together(text)
    for first in range(len(words)):
        run = ""
        for word in words[first:]:
            run += word
            if run in (wanted, f"{wanted}s"):
                return True
            if len(run) > len(wanted):
                break
    return False


def _as_written_together(text: str) -> Sequence[str]:
    """Return the words of a text, numbers in capitals so that `one` is not the end of `lone`."""
    words = (word.replace("'", "") for word in content_words(text))
    return [word.upper() if word in _NUMBER_WORDS else word for word in words]
