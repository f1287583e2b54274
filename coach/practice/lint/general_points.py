"""Finds key points so general that answers to other questions cover them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.content.judge import Judge
from coach.domain.rubric import KeyPoint, Rubric
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
    wording: str
    """The wording of the point that came nearest."""
    text: str
    """What was said."""


def find_general_points(rubric: Rubric, others: Sequence[Rubric], judge: Judge) -> Iterator[Doubt]:
    """Judge the model answers of other questions, see `choose_foreign`.

    The judge grants nothing to an answer that is near to no point at all. Somebody who answers this question is near to
    one, and would be granted a general point too: the beginning of the other answer is judged along as a point of its
    own, so that the answer is near to something.

    Args:
        rubric: The question.
        others: The questions whose model answers are judged.
        judge: Says what an answer covers.
    """
    covered: list[list[_Covered]] = [[] for _ in rubric.key_points]
    for other in others:
        both = replace(rubric, key_points=(*rubric.key_points, _beginning(other)))
        coverage = judge.judge(both, typed_transcript(other.model_answer))
        for found, point in zip(covered, coverage.points, strict=False):
            if point.verdict in GRANTED and point.evidence is not None:
                found.append(_Covered(other.id, point.closest_to, point.evidence.text))
    for number, found in enumerate(covered):
        if len(found) >= FEWEST_COVERED:
            ((wording, times),) = Counter(each.wording for each in found).most_common(1)
            example = next(each for each in found if each.wording == wording)
            yield Doubt(
                f"{place(rubric, number)} is so general that answers to other questions cover it, {len(found)} of "
                f"{len(others)} model answers; {times} of these through the wording {quoted(wording)}, which is taken "
                f"to be said in {quoted(example.text)} ({example.answer})",
                "Name in that wording what it is about, or give it words that belong to this question alone.",
            )


def _beginning(other: Rubric) -> KeyPoint:
    """Make a key point that a model answer surely makes: its first sentence, beside a wrong claim, as points have."""
    sentence = re.split(r"(?<=[.!?])\s", other.model_answer, maxsplit=1)[0]
    return KeyPoint("beginning", sentence, mistakes=other.key_points[0].mistakes[:1])


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
