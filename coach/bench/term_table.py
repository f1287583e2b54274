"""Which terms each way of listening writes recognisably, and which it writes where nobody said them."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.bench.heard import Hypothesis
from coach.bench.terms import NearWords, Term, stands_in


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
