"""To whom a question is explained when it is not an interviewer."""

from dataclasses import dataclass, replace

from coach.domain.rubric import FOLLOWS, Rubric, following_id


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody who listens."""

    id: str
    """Stands behind the question's id in the id of the exercise."""
    title: str
    """What the exercise is called."""
    says: str
    """What it asks for, in a sentence."""
    asks: str
    """What is put before the question."""
    seconds: tuple[float, float]
    """Shortest and longest good answer, in seconds."""


BEGINNER = Audience(
    "for-a-beginner",
    "Explain it to a beginner",
    "Plain words, an example from daily life, no term that you do not explain.",
    "Explain it to somebody who has never heard of machine learning.",
    (30.0, 90.0),
)
EXECUTIVE = Audience(
    "for-an-executive",
    "Explain it to an executive",
    "What it means for the business first; one number, one decision, under a minute.",
    "Explain it to an executive who has to decide about money.",
    (20.0, 60.0),
)
AUDIENCES = (BEGINNER, EXECUTIVE)
"""Everybody who can be explained to."""


def audience_of(question_id: str) -> Audience | None:
    """Say to whom an exercise explains; None where it is none."""
    name = question_id.partition(FOLLOWS)[2]
    return next((each for each in AUDIENCES if each.id == name), None)


def explain_to(rubric: Rubric, audience: Audience) -> Rubric:
    """Make an exercise of a question: the same key points, another listener."""
    return replace(
        rubric,
        id=following_id(rubric.id, audience.id),
        question=f"{audience.asks} {rubric.question}",
        spoken=f"{audience.asks} {rubric.to_say}",
        seconds=audience.seconds,
        follow_ups=(),
    )
