"""The public sets as cases for the judge, and what its similarity ranks right in them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_ranking import Ranked, area_under_curve, average_precision, top_half
from coach.bench.judge_run import JudgedCase
from coach.bench.public_sets import CONTRADICTORY, CORRECT, ArgumentPair, GradedAnswer
from coach.domain.rubric import KeyPoint, Rubric


@dataclass(frozen=True, slots=True)
class ArgumentGroup:
    """The arguments of one side of one topic, each against all of that side's key points."""

    cases: tuple[JudgeCase, ...]
    """An argument each."""
    matches: frozenset[tuple[str, str]]
    """Pairs of an argument and the id of a key point that sums it up; a pair that nobody labelled is not in it."""


def graded_cases(answers: Sequence[GradedAnswer]) -> tuple[JudgeCase, ...]:
    """Make a case of each answer: every reference answer is one key point."""
    return tuple(
        JudgeCase(each.question_id, _rubric(each.question_id, each.question, each.references), each.answer)
        for each in answers
    )


def correct_area(answers: Sequence[GradedAnswer], judged: Sequence[JudgedCase]) -> float | None:
    """Give the area under the curve of correct answers against the rest, by the nearest reference's similarity."""
    return area_under_curve(
        [Ranked(_best(case), each.label == CORRECT) for each, case in zip(answers, judged, strict=True)]
    )


def contradictory_area(answers: Sequence[GradedAnswer], judged: Sequence[JudgedCase]) -> float | None:
    """Give the area under the curve of contradictory answers against the rest, by the similarity turned round."""
    return area_under_curve(
        [Ranked(-_best(case), each.label == CONTRADICTORY) for each, case in zip(answers, judged, strict=True)]
    )


def argument_groups(pairs: Sequence[ArgumentPair]) -> tuple[ArgumentGroup, ...]:
    """Put arguments together by topic and side, in the order in which they come.

    Only arguments and key points of one side were ever paired, so that whatever is paired, directly or by way of
    others, is of one side.
    """
    by_topic: dict[str, list[ArgumentPair]] = defaultdict(list)
    for pair in pairs:
        by_topic[pair.topic].append(pair)
    return tuple(_group(side) for topic in by_topic.values() for side in _sides(topic))


def mean_average_precision(groups: Sequence[ArgumentGroup], judged: Sequence[Sequence[JudgedCase]]) -> float | None:
    """Give the strict figure of the shared task on key point matching (KPA-2021).

    Of each side of each topic: every argument goes with its most similar key point, the most similar half of the
    arguments is kept, and the average precision of their matches is taken, a pair that nobody labelled being no match.

    Args:
        groups: One for each side.
        judged: The cases of each group, judged.

    Returns:
        The mean over the groups; None where there is none with two arguments.
    """
    precisions = []
    for group, cases in zip(groups, judged, strict=True):
        ranked = []
        for each in cases:
            best = max(each.coverage.points, key=lambda point: point.similarity)
            ranked.append(Ranked(best.similarity, (each.case.answer, best.id) in group.matches))
        precision = average_precision(top_half(ranked))
        if precision is not None:
            precisions.append(precision)
    return sum(precisions) / len(precisions) if precisions else None


def _sides(pairs: Sequence[ArgumentPair]) -> list[list[ArgumentPair]]:
    """Put together what shares an argument or a key point, directly or by way of others."""
    sides: list[tuple[set[str], set[str]]] = []
    for pair in pairs:
        arguments, key_points = {pair.argument}, {pair.key_point}
        others = []
        for side in sides:
            if pair.argument in side[0] or pair.key_point in side[1]:
                arguments |= side[0]
                key_points |= side[1]
            else:
                others.append(side)
        sides = [*others, (arguments, key_points)]
    first = {pair.argument: at for at, pair in reversed(list(enumerate(pairs)))}
    sides.sort(key=lambda side: min(first[argument] for argument in side[0]))
    return [[pair for pair in pairs if pair.argument in arguments] for arguments, _ in sides]


def _group(pairs: Sequence[ArgumentPair]) -> ArgumentGroup:
    topic = pairs[0].topic
    rubric = _rubric(topic, topic, tuple(dict.fromkeys(pair.key_point for pair in pairs)))
    ids = {point.point: point.id for point in rubric.key_points}
    return ArgumentGroup(
        cases=tuple(JudgeCase(topic, rubric, argument) for argument in dict.fromkeys(p.argument for p in pairs)),
        matches=frozenset((pair.argument, ids[pair.key_point]) for pair in pairs if pair.match),
    )


def _rubric(name: str, question: str, claims: Sequence[str]) -> Rubric:
    points = tuple(KeyPoint(str(number), claim) for number, claim in enumerate(claims, start=1))
    return Rubric(name, question, points)


def _best(judged: JudgedCase) -> float:
    return max(point.similarity for point in judged.coverage.points)
