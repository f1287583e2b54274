"""Which answers of the history are wanted."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from coach.domain.coverage import Label, Verdict

LEAST_SCORE, MOST_SCORE = 0, 100


class Shelf(StrEnum):
    """Where the user keeps an answer."""

    KEPT = "kept"
    """In the history, counting for everything."""
    ARCHIVED = "archived"
    """Put aside: it counts for nothing until it is brought back."""
    DELETED = "deleted"
    """Taken away: it counts for nothing, and goes for good when the program ends."""


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """Scores from one to another, both included."""

    least: int = LEAST_SCORE
    """0 to 100."""
    most: int = MOST_SCORE
    """0 to 100; less than `least` where no score is meant."""


@dataclass(frozen=True, slots=True)
class AttemptFilter:
    """What an answer must have to be listed: one of each kind that is named; a kind that names nothing asks nothing."""

    words: tuple[str, ...] = ()
    """Each must stand in the question or its id, capitals ignored; may hold spaces."""
    question_id: str = ""
    """The question itself, without follow-ups and exercises; empty for any."""
    questions: frozenset[str] | None = None
    """Ids of questions, whose follow-ups and exercises belong to them; None for any."""
    verdicts: frozenset[Verdict] = frozenset()
    """At least one key point has one of these, labels taken into account."""
    labels: frozenset[Label] = frozenset()
    """The user has given at least one of these."""
    scores: ScoreRange | None = None
    """The score lies within; None for any score, and for none."""
    unjudged: bool = False
    """Whether it must have no score."""
    shelf: Shelf = Shelf.KEPT
    """Where it is kept."""

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing: every answer that counts is wanted."""
        return self == AttemptFilter()

    @property
    def about_questions(self) -> bool:
        """Whether it asks for something of the question."""
        return bool(self.words) or bool(self.question_id) or self.questions is not None


def names_all(words: Collection[str], text: str) -> bool:
    """Return whether every one of some words stands in a text, capitals and quotation marks ignored."""
    plain = text.casefold().replace('"', "")
    return all(word.casefold() in plain for word in words)
