"""What a lint doubts about a question, and how it names places and texts."""

from dataclasses import dataclass

from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric

GRANTED = frozenset({Verdict.COVERED, Verdict.PARTLY})
"""The verdicts that count a point as made."""

MOST_QUOTED = 120
"""Characters of a text that a message repeats; a sentence, and most of a long one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is allowed and yet likely to judge badly or to sound wrong."""

    what: str
    """What was found, naming the key, without a full stop."""
    hint: str
    """What to do about it, as a sentence."""


def place(rubric: Rubric, number: int, below: str = "") -> str:
    """Name a key point, or a key below it: `key_points[2].also` (sparse).

    Args:
        rubric: The question.
        number: Index of the point, from 0; shown from 1, as other messages about files do.
        below: What follows the point's number: `.also`.
    """
    return f"`key_points[{number + 1}]{below}` ({rubric.key_points[number].id})"


def quoted(text: str) -> str:
    """Put a text in quotes, without the stop at its end; a long one is cut between two words."""
    line = " ".join(text.split()).rstrip(".,;: ")
    if len(line) > MOST_QUOTED:
        line = line[:MOST_QUOTED].rsplit(" ", 1)[0] + " …"
    return f'"{line}"'
