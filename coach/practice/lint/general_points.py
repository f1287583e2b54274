"""Finds key points so general that answers to other questions cover them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from coach.content.judge import Asked, Compared, Judge
from coach.domain.coverage import PointCoverage
from coach.domain.rubric import Rubric
from coach.practice.lint.doubt import GRANTED, Doubt, place, quoted
from coach.practice.lint.model_answers import ModelAnswers

MOST_ANSWERS = 12
"""Model answers of other questions among which those that come nearest to a point are looked for."""

NEAREST = 3
"""Foreign answers, those nearest to a point, that must all make it before it is called general: one or two may make it
in passing, or the judge is wrong once."""


def find_general_points(
    rubric: Rubric, others: Sequence[Rubric], answers: ModelAnswers, judge: Judge
) -> Iterator[Doubt]:
    """Judge the model answers of other questions, see `choose_foreign`.

    Of a good bank hardly any point is general, and reading is what takes the time: so each is first read in its own
    sentence alone, beside the answer that comes nearest to it, and is let pass as soon as an answer does not make it.

    Args:
        rubric: The question.
        others: The questions whose model answers are judged.
        answers: Has their answers as they are heard.
        judge: Says what an answer covers.
    """
    heard = answers.hear(others)
    nearest = _nearest_answers(rubric, heard, judge)
    alone = replace(rubric, key_points=tuple(replace(point, also=(), mistakes=()) for point in rubric.key_points))
    left = set(_granted(alone, {number: places[0] for number, places in nearest.items()}, heard, judge))
    quotes: dict[int, dict[int, str]] = {number: {} for number in left}
    for turn in range(NEAREST):
        granted = _granted(rubric, {number: nearest[number][turn] for number in left}, heard, judge)
        left = set(granted)
        for number, point in granted.items():
            quotes[number][nearest[number][turn]] = point.evidence.text if point.evidence else ""
    for number in sorted(left):
        at = next((place for place, text in quotes[number].items() if text), nearest[number][0])
        words = f"{quoted(quotes[number][at])} in " if quotes[number][at] else ""
        yield Doubt(
            f"{place(rubric, number)} is so general that answers to other questions cover it: all {NEAREST} that "
            f"come nearest to it among {len(others)} model answers, for instance {words}that of {others[at].id}",
            "Name what it is about, or give it words that belong to this question alone.",
        )


def _nearest_answers(rubric: Rubric, heard: Sequence[Compared], judge: Judge) -> dict[int, list[int]]:
    """Give for each point the answers that come nearest to it, without the points that too few may make."""
    near = [judge.near(Asked(rubric, each)) for each in heard]
    nearest = {}
    for number in range(len(rubric.key_points)):
        cosines = {at: each[number].cosine for at, each in enumerate(near) if each and not judge.too_far(each[number])}
        if len(cosines) >= NEAREST:
            nearest[number] = sorted(cosines, key=lambda at, of=cosines: -of[at])[:NEAREST]  # type: ignore[misc]
    return nearest


def _granted(
    rubric: Rubric, tried: Mapping[int, int], heard: Sequence[Compared], judge: Judge
) -> dict[int, PointCoverage]:
    """Judge points, by their numbers, on one answer each, all together; give those that are made."""
    asked = [Asked(replace(rubric, key_points=(rubric.key_points[number],)), heard[at]) for number, at in tried.items()]
    points = [coverage.points[0] for coverage in judge.judge_each(asked)]
    return {number: point for number, point in zip(tried, points, strict=True) if point.verdict in GRANTED}


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
