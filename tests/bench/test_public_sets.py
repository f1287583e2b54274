import json
from pathlib import Path

import pytest

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_run import JudgedCase
from coach.bench.public_sets import (
    ArgumentPair,
    GradedAnswer,
    Ranked,
    area_under_curve,
    argument_groups,
    average_precision,
    contradictory_area,
    correct_area,
    graded_cases,
    load_public_sets,
    mean_average_precision,
    one_in_five,
    read_argument_pairs,
    read_graded_answers,
    top_half,
)
from coach.domain.coverage import Coverage, PointCoverage, Verdict
from coach.errors import CoachError

GRADED = {"question_id": "q", "question": "Why?", "references": ["r", "s"], "answer": "a\u2028b", "label": "correct"}
PAIR = {"topic": "t", "argument": "a", "key_point": "k", "match": 1}


def written(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "set.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_graded_answers_are_read_with_all_their_references(tmp_path: Path) -> None:
    path = written(tmp_path, {**GRADED, "label5": "correct"}, "", GRADED)
    assert read_graded_answers(path) == (GradedAnswer("q", "Why?", ("r", "s"), "a\u2028b", "correct"),) * 2


def test_pairs_of_arguments_are_read(tmp_path: Path) -> None:
    assert read_argument_pairs(written(tmp_path, PAIR, {**PAIR, "match": 0})) == (
        ArgumentPair("t", "a", "k", True),
        ArgumentPair("t", "a", "k", False),
    )


def test_a_question_is_drawn_by_the_hash_of_its_name() -> None:
    # Worked out with sha256sum: of these ten, only the hashes of b, d and e are divisible by five.
    assert [name for name in "abcdefghij" if one_in_five(name)] == ["b", "d", "e"]


def test_about_one_question_in_five_is_drawn() -> None:
    assert 150 <= sum(one_in_five(f"question {number}") for number in range(1000)) <= 250


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "line 2: "),
        ("[]", "line 2: it is not a JSON object"),
        ({**GRADED, "label": "fine"}, "line 2, key `label`: it is none of correct, incorrect, contradictory"),
        ({**GRADED, "references": []}, "line 2, key `references`"),
        ({**GRADED, "references": "r"}, "line 2, key `references`"),
        ({**GRADED, "answer": None}, "line 2, key `answer`: it is not a text"),
        ({"question_id": "q"}, "line 2, key `question`: it is missing"),
    ],
)
def test_a_damaged_line_is_told_with_its_number_and_key(tmp_path: Path, row: object, said: str) -> None:
    with pytest.raises(CoachError) as caught:
        read_graded_answers(written(tmp_path, GRADED, row))
    assert said in caught.value.message
    assert "set.jsonl" in caught.value.message


def test_a_match_is_zero_or_one(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="key `match`"):
        read_argument_pairs(written(tmp_path, {**PAIR, "match": "yes"}))


def test_a_missing_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"none\.jsonl cannot be read"):
        read_graded_answers(tmp_path / "none.jsonl")


def in_folder(folder: Path, name: str, *rows: object) -> None:
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_the_unseen_questions_are_taken_whole_where_they_are_there(tmp_path: Path) -> None:
    in_folder(tmp_path, "semeval2013-beetle-test-unseen-questions.jsonl", GRADED)
    in_folder(tmp_path, "semeval2013-beetle-train.jsonl", GRADED, GRADED)
    sets = load_public_sets(tmp_path)
    assert {title: len(answers) for title, answers in sets.graded.items()} == {"Beetle, unseen questions": 1}
    assert (sets.arguments, sets.remarks) == ({}, ())


def test_otherwise_one_training_question_in_five_is_and_that_it_flatters_is_said(tmp_path: Path) -> None:
    rows = [{**GRADED, "question_id": name} for name in "abcde"]
    in_folder(tmp_path, "semeval2013-scientsbank-train.jsonl", *rows)
    in_folder(tmp_path, "argkp2021-train.jsonl", *({**PAIR, "topic": name} for name in "abcde"))
    sets = load_public_sets(tmp_path)
    (graded,), (pairs,) = sets.graded.values(), sets.arguments.values()
    assert [each.question_id for each in graded] == ["b", "d", "e"]
    assert [each.topic for each in pairs] == ["b", "d", "e"]
    (remark,) = sets.remarks
    assert "training part of SciEntsBank" in remark
    assert "flatter" in remark


def test_a_folder_without_any_is_told_what_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="none of the public sets") as caught:
        load_public_sets(tmp_path)
    assert "semeval2013-beetle-test-unseen-questions.jsonl" in caught.value.hint
    assert "argkp2021-train.jsonl" in caught.value.hint


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


def ranked(*pairs: tuple[float, bool]) -> list[Ranked]:
    return [Ranked(score, wanted) for score, wanted in pairs]


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    # 0.9 beats both others, 0.4 beats one of two.
    assert area_under_curve(ranked((0.9, True), (0.5, False), (0.4, True), (0.1, False))) == pytest.approx(3 / 4)


def test_a_tie_is_worth_half() -> None:
    assert area_under_curve(ranked((0.5, True), (0.5, False), (0.1, False))) == pytest.approx(1.5 / 2)


def test_there_is_no_area_where_all_are_wanted_or_none() -> None:
    assert area_under_curve(ranked((0.5, True))) is None
    assert area_under_curve(ranked((0.5, False))) is None
    assert area_under_curve([]) is None


def test_average_precision_is_taken_where_something_wanted_is_found() -> None:
    # Found at places 1 and 3: (1/1 + 2/3) / 2.
    assert average_precision(ranked((0.7, True), (0.9, True), (0.8, False))) == pytest.approx((1 + 2 / 3) / 2)


def test_of_a_tie_no_order_is_made_up() -> None:
    assert average_precision(ranked((0.5, True), (0.5, False))) == pytest.approx(1 / 2)
    assert average_precision(ranked((0.5, False), (0.5, True))) == pytest.approx(1 / 2)


def test_where_nothing_is_wanted_the_precision_is_zero() -> None:
    assert average_precision(ranked((0.5, False))) == 0.0
    assert average_precision([]) is None


def test_the_top_half_is_rounded_down() -> None:
    five = ranked((0.1, False), (0.9, True), (0.5, False), (0.7, False), (0.3, True))
    assert [each.score for each in top_half(five)] == [0.9, 0.7]
