"""What questions and key points are called, by their ids, which no person is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coach.domain.rubric import Rubric
from coach.domain.sitting import SittingKind
from coach.wording import cut_at_word

MOCK = SittingKind.MOCK.called
"""What is called so instead of a question without an id."""


@dataclass(frozen=True, slots=True)
class BankWords:
    """How questions and key points are called where people read: by their own words, never by their ids."""

    questions: Mapping[str, str]
    """Every question, by its id."""
    points: Mapping[tuple[str, str], str]
    """Every key point, by the ids of its question and its own."""

    def question(self, question_id: str) -> str:
        """Return a question; what has no question is a mock interview."""
        return self.questions.get(question_id, MOCK)

    def point(self, question_id: str, point_id: str, most: int) -> str:
        """Return a key point in at most so many characters; nothing where the bank has it no more."""
        return cut_at_word(self.points.get((question_id, point_id), "").removesuffix("."), most)


def bank_words(rubrics: Iterable[Rubric]) -> BankWords:
    """Return the words of questions."""
    known = tuple(rubrics)
    return BankWords(
        {rubric.id: rubric.question for rubric in known},
        {(rubric.id, point.id): point.point for rubric in known for point in rubric.key_points},
    )
