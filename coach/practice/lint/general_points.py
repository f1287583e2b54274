"""Finds key points so general that answers to other questions cover them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.content.judge import Judge
from coach.domain.rubric import Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.lint.doubt import GRANTED, Doubt, place, quoted

MOST_ANSWERS = 12
"""Model answers of other questions that a question is tried with; more take longer and seldom find more."""

FEWEST_COVERED = 3
"""Foreign answers that must cover a point before it is called general: one or two may make it in passing, or the judge
is wrong once."""


@dataclass(frozen=True, slots=True)
class _Covered:
    """A point covered by an answer to another question."""

    answer: str
    """Id of the other question."""
    text: str
    """What was taken for it; empty where no words stand out."""


def find_general_points(rubric: Rubric, others: Sequence[Rubric], judge: Judge) -> Iterator[Doubt]:
    """Judge the model answers of other questions, see `choose_foreign`.

    Args:
        rubric: The question.
        others: The questions whose model answers are judged.
        judge: Says what an answer covers.
    """
    covered: list[list[_Covered]] = [[] for _ in rubric.key_points]
    for other in others:
        coverage = judge.judge(rubric, typed_transcript(other.model_answer))
        for found, point in zip(covered, coverage.points, strict=True):
            if point.verdict in GRANTED:
                found.append(_Covered(other.id, point.evidence.text if point.evidence else ""))
    for number, found in enumerate(covered):
        if len(found) >= FEWEST_COVERED:
            example = next((each for each in found if each.text), found[0])
            words = f"{quoted(example.text)} in " if example.text else ""
            yield Doubt(
                f"{place(rubric, number)} is so general that answers to other questions cover it, {len(found)} of "
                f"{len(others)} model answers, for instance {words}that of {example.answer}",
                "Name what it is about, or give it words that belong to this question alone.",
            )


def choose_foreign(rubric: Rubric, bank: Sequence[Rubric]) -> tuple[Rubric, ...]:
    """Choose the questions with whose model answers a question is tried: other topics first, each topic in turn.

    The same questions are chosen each time. A question of the same topic comes last, since its answer may well make the
    point.

    Args:
        rubric: The question.
        bank: All questions; this one, and those without a model answer, are passed over.
    """
    topics: dict[str, list[Rubric]] = {}
    for other in bank:
        if other.id != rubric.id and other.model_answer:
            topics.setdefault(other.topic, []).append(other)
    same = topics.pop(rubric.topic, [])
    longest = max((len(group) for group in topics.values()), default=0)
    in_turn = [group[turn] for turn in range(longest) for group in topics.values() if turn < len(group)]
    return tuple([*in_turn, *same][:MOST_ANSWERS])
