import pytest

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_public import (
    argument_groups,
    contradictory_area,
    correct_area,
    graded_cases,
    mean_average_precision,
)
from coach.bench.judge_run import JudgedCase
from coach.bench.public_sets import ArgumentPair, GradedAnswer
from coach.domain.coverage import Coverage, PointCoverage, Verdict


def judged(case: JudgeCase, *similarities: float) -> JudgedCase:
    points = zip(case.rubric.key_points, similarities, strict=True)
    return JudgedCase(
        case,
        Coverage(
            tuple(
                PointCoverage(point.id, point.point, 1.0, Verdict.MISSED, 0.0, similarity, None, None, "")
                for point, similarity in points
            )
        ),
        0.0,
        {},
    )


def graded(label: str) -> GradedAnswer:
    return GradedAnswer("q", "Why?", ("one", "two"), "an answer", label)


def test_every_reference_is_a_key_point_of_its_own() -> None:
    (case,) = graded_cases([graded("correct")])
    assert [(point.id, point.point) for point in case.rubric.key_points] == [("1", "one"), ("2", "two")]
    assert (case.rubric.question, case.answer, case.labels) == ("Why?", "an answer", None)


def test_the_nearest_reference_counts() -> None:
    answers = [graded("correct"), graded("incorrect"), graded("contradictory")]
    cases = graded_cases(answers)
    columns = [judged(cases[0], 0.1, 0.6), judged(cases[1], 0.5, 0.5), judged(cases[2], 0.7, 0.0)]
    assert correct_area(answers, columns) == pytest.approx(1 / 2)  # 0.6 beats 0.5, loses against 0.7
    assert contradictory_area(answers, columns) == 0.0  # 0.7 is the highest of all


PAIRS = [
    ArgumentPair("t", "a1", "k1", True),
    ArgumentPair("t", "b1", "m1", False),
    ArgumentPair("t", "a1", "k2", False),
    ArgumentPair("t", "a2", "k2", True),
    ArgumentPair("t", "b2", "m1", True),
    ArgumentPair("u", "a1", "k1", False),
]
"""Topic t has two sides: a1, a2 with k1, k2, where nobody paired a2 and k1; and b1, b2 with m1."""


def test_arguments_meet_the_key_points_of_their_own_side_only() -> None:
    groups = argument_groups(PAIRS)
    shown = [
        ([case.answer for case in group.cases], [point.point for point in group.cases[0].rubric.key_points])
        for group in groups
    ]
    assert shown == [(["a1", "a2"], ["k1", "k2"]), (["b1", "b2"], ["m1"]), (["a1"], ["k1"])]
    assert groups[0].matches == {("a1", "1"), ("a2", "2")}
    assert groups[2].matches == frozenset()


def test_sides_that_a_later_pair_joins_are_one() -> None:
    pairs = [ArgumentPair("t", *pair, True) for pair in (("a", "k"), ("b", "m"), ("a", "m"))]
    (group,) = argument_groups(pairs)
    assert [case.answer for case in group.cases] == ["a", "b"]


def test_the_strict_figure_is_the_mean_over_the_sides_of_the_more_certain_half() -> None:
    first, second, third = argument_groups(
        [
            *(ArgumentPair("t", f"a{number}", "k1", number in (1, 3)) for number in range(1, 5)),
            ArgumentPair("t", "a1", "k2", False),
            ArgumentPair("u", "b1", "m1", True),
            ArgumentPair("u", "b2", "m1", False),
            ArgumentPair("v", "c1", "n1", True),
        ]
    )
    # Of the four, a2 (no match) and a1 (k1, a match) are the most certain: precision 1/2 where a1 is found.
    columns = [
        [
            judged(case, *similarities)
            for case, similarities in zip(first.cases, ((0.8, 0.2), (0.9, 0), (0.7, 0), (0.1, 0)), strict=True)
        ],
        [judged(second.cases[0], 0.4), judged(second.cases[1], 0.3)],  # only b1 is left, a match: 1
        [judged(third.cases[0], 0.4)],  # half of one is none
    ]
    assert mean_average_precision((first, second, third), columns) == pytest.approx((1 / 2 + 1) / 2)


def test_a_pair_that_nobody_labelled_is_no_match() -> None:
    group = argument_groups(PAIRS)[0]
    cases = [judged(group.cases[0], 0.1, 0.1), judged(group.cases[1], 0.9, 0.2)]  # a2 goes with k1
    assert mean_average_precision([group], [cases]) == 0.0


def test_without_groups_there_is_no_figure() -> None:
    assert mean_average_precision([], []) is None
