import json
from pathlib import Path

import pytest

from coach.bench.judge_cases import JudgeCase, load_cases, words_of
from coach.domain.coverage import Verdict
from coach.errors import CoachError

CASE = {"id": "a", "question": "Why?", "key_points": ["Because."], "answer": "Because."}


def cases_of(tmp_path: Path, *lines: object) -> tuple[JudgeCase, ...]:
    path = tmp_path / "cases.jsonl"
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return load_cases(path)


def test_a_point_may_be_a_text_and_gets_its_number_as_id(tmp_path: Path) -> None:
    (case,) = cases_of(tmp_path, {**CASE, "key_points": ["One.", {"point": "Two."}, {"id": "c", "point": "Three."}]})
    assert [(point.id, point.point) for point in case.rubric.key_points] == [
        ("1", "One."),
        ("2", "Two."),
        ("c", "Three."),
    ]
    assert case.labels is None


def test_everything_that_a_case_may_say_is_read(tmp_path: Path) -> None:
    point = {"id": "p", "point": "One.", "also": ["Uno."], "mistakes": ["Two.", "Three."], "weight": 2}
    (case,) = cases_of(
        tmp_path,
        {
            **CASE,
            "id": 7,
            "key_points": [point, "Four."],
            "labels": ["partly", None],
            "style": "terse",
            "source": "x",
            "topic": "y",
        },
    )
    assert case.id == 7
    assert (case.rubric.id, case.rubric.question, case.answer) == ("7", "Why?", "Because.")
    first = case.rubric.key_points[0]
    assert (first.id, first.also, first.mistakes, first.weight) == ("p", ("Uno.",), ("Two.", "Three."), 2.0)
    assert case.labels == (Verdict.PARTLY, None)


def test_empty_lines_are_passed_over_and_an_answer_may_be_empty(tmp_path: Path) -> None:
    cases = cases_of(tmp_path, "", {**CASE, "answer": ""}, "  ", CASE)
    assert [case.answer for case in cases] == ["", "Because."]


def test_optional_keys_may_be_null(tmp_path: Path) -> None:
    (case,) = cases_of(
        tmp_path, {**CASE, "key_points": [{"point": "One.", "also": None, "mistakes": None}], "labels": None}
    )
    assert case.rubric.key_points[0].also == ()
    assert case.labels is None


def test_two_cases_may_share_an_id(tmp_path: Path) -> None:
    assert [case.id for case in cases_of(tmp_path, CASE, CASE)] == ["a", "a"]


def test_a_line_separator_within_an_answer_does_not_end_the_line(tmp_path: Path) -> None:
    line = json.dumps({**CASE, "answer": "one\u2028two"}, ensure_ascii=False)
    (case,) = cases_of(tmp_path, line)
    assert case.answer == "one\u2028two"


def test_half_a_surrogate_pair_is_replaced_and_a_whole_one_kept(tmp_path: Path) -> None:
    (case,) = cases_of(
        tmp_path, '{"id": "a", "question": "?", "key_points": ["k"], "answer": "a\\ud800b \\ud83d\\ude00"}'
    )
    assert case.answer == "a\ufffdb \U0001f600"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: it is no JSON"),
        ("[" * 100_000, "line 2: it is no JSON"),
        ("[]", "line 2: it is no JSON object"),
        ({"id": "a", "question": "Why?", "key_points": ["k"]}, "line 2, key `answer`: it is missing"),
        ({**CASE, "anwser": ""}, "key `anwser`: there is no such key"),
        ({**CASE, "id": None}, "key `id`"),
        ({**CASE, "id": True}, "key `id`"),
        ({**CASE, "question": 1}, "key `question`: it is not a text"),
        ({**CASE, "answer": ["a"]}, "key `answer`: it is not a text"),
        ({**CASE, "key_points": []}, "key `key_points`: it is not a list with at least one"),
        ({**CASE, "key_points": "k"}, "key `key_points`"),
        ({**CASE, "key_points": ["k", 3]}, "key `key_points[1]`: it is neither a text nor an object"),
        ({**CASE, "key_points": [" "]}, "key `key_points[0].point`: it is empty"),
        ({**CASE, "key_points": [{"id": "p"}]}, "key `key_points[0].point`: it is missing"),
        ({**CASE, "key_points": [{"point": "p", "mistake": []}]}, "key `key_points[0].mistake`: there is no such key"),
        ({**CASE, "key_points": [{"point": "p", "also": "q"}]}, "key `key_points[0].also`: it is not a list of texts"),
        ({**CASE, "key_points": [{"point": "p", "mistakes": [1]}]}, "key `key_points[0].mistakes`"),
        ({**CASE, "key_points": [{"point": "p", "weight": 0}]}, "key `key_points[0].weight`"),
        ({**CASE, "key_points": [{"point": "p", "weight": True}]}, "key `key_points[0].weight`"),
        ({**CASE, "key_points": [{"point": "p", "weight": float("nan")}]}, "key `key_points[0].weight`"),
        ({**CASE, "key_points": ["p", {"point": "q", "id": "1"}]}, "key `key_points[1].id`: '1' is there twice"),
        ({**CASE, "labels": "covered"}, "key `labels`: it is not a list"),
        ({**CASE, "labels": []}, "key `labels`: 0 labels for 1 key points"),
        ({**CASE, "labels": [{}]}, "key `labels[0]`"),
        ({**CASE, "spans": "Because."}, "key `spans`: it is not a list"),
        ({**CASE, "spans": [None, None]}, "key `spans`: 2 spans for 1 key points"),
        ({**CASE, "spans": [""]}, "key `spans[0]`: it is neither a text nor null"),
        ({**CASE, "spans": ["Why"]}, "key `spans[0]`: the answer does not say 'Why'"),
    ],
)
def test_a_broken_case_is_refused_with_line_and_key(tmp_path: Path, line: object, said: str) -> None:
    with pytest.raises(CoachError) as caught:
        cases_of(tmp_path, CASE, line)
    assert said in caught.value.message
    assert "cases.jsonl" in caught.value.message
    assert caught.value.hint


def test_a_weight_too_large_for_a_float_weighs_a_lot(tmp_path: Path) -> None:
    (case,) = cases_of(tmp_path, {**CASE, "key_points": [{"point": "p", "weight": 10**400}]})
    assert case.rubric.key_points[0].weight == 1e9


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="no case"):
        cases_of(tmp_path, "")


def test_a_missing_file_and_one_in_another_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"none\.jsonl cannot be read"):
        load_cases(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe4"}')
    with pytest.raises(CoachError, match="UTF-8"):
        load_cases(tmp_path / "latin.jsonl")


def test_a_point_may_be_numbered_and_a_label_unsure(tmp_path: Path) -> None:
    case = {**CASE, "key_points": [{"id": 7, "point": "It is so."}], "labels": ["unsure"]}
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(case), encoding="utf-8")
    (read,) = load_cases(path)
    assert read.rubric.key_points[0].id == "7"
    assert read.labels == (Verdict.UNSURE,)


def test_the_words_behind_a_label_may_be_told(tmp_path: Path) -> None:
    case = {**CASE, "key_points": ["One.", "Two."], "answer": "It is one.", "spans": [" is one ", None]}
    assert cases_of(tmp_path, case)[0].spans == ("is one", None)
    assert cases_of(tmp_path, CASE)[0].spans is None


@pytest.mark.parametrize(
    ("span", "places"),
    [("so be it", range(1, 4)), ("o be", range(1, 3)), ("be", range(2, 3)), ("it.", range(3, 4)), ("So", range(1))],
)
def test_a_span_touches_words(span: str, places: range) -> None:
    assert words_of("So  so be it. So be it.", span) == places
