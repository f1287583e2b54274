import json
from pathlib import Path

import pytest

from coach.bench.judge_cases import (
    Hand,
    JudgeCase,
    Record,
    load_cases,
    load_hands,
    read_records,
    read_text,
    take_in_turn,
    well_formed,
    words_of,
)
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
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
    assert (first.id, first.also, first.mistakes, first.importance) == ("p", ("Uno.",), ("Two.", "Three."), 2.0)
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
        ("{", "line 2: it is not JSON"),
        ("[" * 100_000, "line 2: it is not JSON"),
        ("[]", "line 2: it is not a JSON object"),
        ({"id": "a", "question": "Why?", "key_points": ["k"]}, "line 2, key `answer`: it is missing"),
        ({**CASE, "anwser": ""}, "key `anwser`: there is no such key"),
        ({**CASE, "id": None}, "key `id`"),
        ({**CASE, "id": True}, "key `id`"),
        ({**CASE, "question": 1}, "key `question`: it is not a text"),
        ({**CASE, "answer": ["a"]}, "key `answer`: it is not a text"),
        ({**CASE, "key_points": []}, "key `key_points`: it is not a list with at least one"),
        ({**CASE, "key_points": "k"}, "key `key_points`"),
        ({**CASE, "key_points": ["k", 3]}, "key `key_points[2]`: it is neither a text nor an object"),
        ({**CASE, "key_points": [" "]}, "key `key_points[1].point`: it is empty"),
        ({**CASE, "key_points": [{"id": "p"}]}, "key `key_points[1].point`: it is missing"),
        ({**CASE, "key_points": [{"point": "p", "mistake": []}]}, "key `key_points[1].mistake`: there is no such key"),
        (
            {**CASE, "key_points": [{"point": "p", "also": "q"}]},
            "key `key_points[1].also`: it is not a list of strings",
        ),
        ({**CASE, "key_points": [{"point": "p", "mistakes": [1]}]}, "key `key_points[1].mistakes`"),
        ({**CASE, "key_points": [{"point": "p", "weight": 0}]}, "key `key_points[1].weight`"),
        ({**CASE, "key_points": [{"point": "p", "weight": True}]}, "key `key_points[1].weight`"),
        ({**CASE, "key_points": [{"point": "p", "weight": float("nan")}]}, "key `key_points[1].weight`"),
        ({**CASE, "key_points": ["p", {"point": "q", "id": "1"}]}, "key `key_points[2].id`: '1' is there twice"),
        ({**CASE, "labels": "covered"}, "key `labels`: it is not a list"),
        ({**CASE, "labels": []}, "key `labels`: 0 labels for 1 key points"),
        ({**CASE, "labels": [{}]}, "key `labels[1]`"),
        ({**CASE, "spans": "Because."}, "key `spans`: it is not a list"),
        ({**CASE, "spans": [None, None]}, "key `spans`: 2 spans for 1 key points"),
        ({**CASE, "spans": [""]}, "key `spans[1]`: it is neither a text nor null"),
        ({**CASE, "spans": ["Why"]}, "key `spans[1]`: the answer does not say 'Why'"),
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
    assert case.rubric.key_points[0].importance == 1e9


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


def record(**table: object) -> Record:
    return Record(Path("a.jsonl"), "line 3", table, "Write it so.")


def test_every_line_is_a_record_that_knows_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('\ufeff{"a": "1\u20282"}\n\n{"a": 3}\n', "utf-8")
    first, second = read_records(path, "")
    assert (first.place, first.table) == ("line 1", {"a": "1\u20282"})
    assert (second.place, second.table) == ("line 3", {"a": 3})


@pytest.mark.parametrize("line", ["{", "[" * 100_000])
def test_what_is_no_json_is_told_with_its_line(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{{}}\n{line}", "utf-8")
    with pytest.raises(CoachError, match=r"a\.jsonl, line 2: it is not JSON") as caught:
        list(read_records(tmp_path / "a.jsonl", "Write it so."))
    assert caught.value.hint == "Write it so."


def test_what_is_no_object_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps([]), "utf-8")
    with pytest.raises(CoachError, match=r"line 1: it is not a JSON object"):
        list(read_records(tmp_path / "a.jsonl", ""))


def test_records_in_a_missing_file_or_in_another_encoding_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"none\.jsonl cannot be read"):
        read_text(tmp_path / "none.jsonl", "")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe4")
    with pytest.raises(CoachError, match="UTF-8"):
        read_text(tmp_path / "latin.jsonl", "")


def test_values_come_out_as_what_they_must_be() -> None:
    it = record(a="x", b=["y", " "], c=2, d=[{"e": "z"}])
    assert (it.text("a"), it.texts("b"), it.texts("none"), it.one_of("c", (1, 2))) == ("x", ("y",), (), 2)
    assert it.records("d")[0].text("e") == "z"


def test_a_key_within_another_is_told_with_its_way() -> None:
    inner = record(d=[{"e": {"f": 1}}]).records("d")[0]
    with pytest.raises(CoachError) as caught:
        inner.inner("e", inner.get("e")).text("f")
    assert caught.value.message == "a.jsonl, line 3, key `d[1].e.f`: it is not a text."
    assert caught.value.hint == "Write it so."


def test_missing_and_unknown_keys_are_refused() -> None:
    with pytest.raises(CoachError, match="key `b`: it is missing"):
        record(a=1).check_keys(("a", "b"))
    with pytest.raises(CoachError, match="key `c`: there is no such key") as caught:
        record(a=1, c=2).check_keys(("a",), ("b",))
    assert caught.value.hint == "Keys are a, b."


@pytest.mark.parametrize(
    ("text", "shown"), [("\udc00", "\ufffd"), ("a\ud83d", "a\ufffd"), ("\ufeffa", "\ufeffa"), ("ä", "ä"), ("", "")]
)
def test_texts_come_out_fit_for_every_tokenizer(text: str, shown: str) -> None:
    assert well_formed(text) == shown


SHIPPED = Rubric("cats", "What do cats do?", (KeyPoint("sleep", "Cats sleep."), KeyPoint("eat", "Cats eat.")))
ANSWER = {
    "id": "cats-1",
    "question_id": "cats",
    "style": "terse",
    "answer": "They sleep, a lot.",
    "labels": {"eat": "missed", "sleep": "partial"},
    "spans": {"sleep": "sleep, a"},
}
DOGS = {
    "topic": "pets",
    "id": "dogs",
    "question": "What do dogs do?",
    "key_points": [
        {"id": "bark", "point": "Dogs bark.", "also": ["They woof."], "mistakes": ["They mew."], "near": ["-"]}
    ],
}
TOML = """
[[answers]]
name = "good"
style = "calm"
text = "They sleep and eat."
labels = { sleep = "covered", eat = "covered" }
"""


def written(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path.parent


def test_each_file_is_one_hand_with_labels_and_spans_in_the_order_of_the_key_points(tmp_path: Path) -> None:
    written(tmp_path / "b.jsonl", ANSWER)
    written(tmp_path / "a.jsonl", {**ANSWER, "labels": {"eat": "contradicted"}, "spans": None}, ANSWER)
    first, second = load_hands(tmp_path, [SHIPPED])
    assert [(hand.name, len(hand.cases)) for hand in (first, second)] == [("a", 2), ("b", 1)]
    assert first.cases[0].labels == (None, Verdict.CONTRADICTED)
    assert first.cases[0].spans == (None, None)
    (case,) = second.cases
    assert (case.id, case.rubric, case.answer, case.name) == ("cats-1", SHIPPED, "They sleep, a lot.", "")
    assert case.labels == (Verdict.PARTLY, Verdict.MISSED)
    assert case.spans == ("sleep, a", None)


@pytest.mark.parametrize("place", ["answers/points", "points"])
def test_questions_that_are_not_shipped_lie_in_or_beside_the_folder(place: str, tmp_path: Path) -> None:
    written(tmp_path / place / "pets.jsonl", DOGS)
    answer = {**ANSWER, "question_id": "dogs", "labels": {"bark": "covered"}, "spans": {}}
    (hand,) = load_hands(written(tmp_path / "answers" / "a.jsonl", answer), [])
    rubric = hand.cases[0].rubric
    assert (rubric.id, rubric.question) == ("dogs", "What do dogs do?")
    assert rubric.key_points == (KeyPoint("bark", "Dogs bark.", also=("They woof.",), mistakes=("They mew.",)),)


def test_of_questions_with_the_same_id_the_labels_say_which_is_meant(tmp_path: Path) -> None:
    written(tmp_path / "points" / "a.jsonl", {**DOGS, "id": "cats"})
    written(tmp_path / "a.jsonl", ANSWER, {**ANSWER, "labels": {"bark": "missed"}, "spans": {}})
    (hand,) = load_hands(tmp_path, [SHIPPED])
    assert [case.rubric.question for case in hand.cases] == ["What do cats do?", "What do dogs do?"]


def test_toml_files_are_one_hand_named_like_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "answers"
    folder.mkdir(parents=True)
    (folder / "cats.toml").write_text(TOML, "utf-8")
    (hand,) = load_hands(folder, [SHIPPED])
    labels = (Verdict.COVERED, Verdict.COVERED)
    case = JudgeCase("cats/good", SHIPPED, "They sleep and eat.", labels, None, "good")
    assert hand == Hand("tests/answers", (case,))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"labels": {"sleep": "yes"}},
            "key `labels.sleep`: it is none of covered, partly, missed, contradicted, partial",
        ),
        ({"labels": {"purr": "missed"}}, "key `labels.purr`: cats has no such key point"),
        ({"labels": ["missed"]}, "key `labels`: it is not an object"),
        ({"question_id": "cows"}, "key `question_id`: there is no question 'cows'"),
        ({"spans": {"sleep": "eat"}}, "key `spans.sleep`: the answer does not say 'eat'"),
        ({"spans": {"purr": "sleep"}}, "key `spans.purr`: the point has no label"),
        ({"text": ""}, "key `text`: there is no such key"),
        ({"answer": None}, "key `answer`: it is not a text"),
    ],
)
def test_a_broken_answer_is_refused_with_line_and_key(change: dict[str, object], said: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "a.jsonl", ANSWER, {**ANSWER, **change})
    with pytest.raises(CoachError) as caught:
        load_hands(folder, [SHIPPED])
    assert f"a.jsonl, line 2, {said}" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key_points": []}, "key `key_points`: it is not a list with at least one"),
        ({"key_points": [{"id": "a", "point": "A."}] * 2}, "key `key_points[2].id`: 'a' is there twice"),
        ({"key_points": [{"id": "a", "point": " "}]}, "key `key_points[1].point`: it is empty"),
        ({"key_points": [{"id": "a", "point": "A.", "weight": 2}]}, "key `key_points[1].weight`: there is no such key"),
        ({"spoken": "What?"}, "key `spoken`: there is no such key"),
    ],
)
def test_a_broken_question_is_refused_with_line_and_key(change: dict[str, object], said: str, tmp_path: Path) -> None:
    written(tmp_path / "points" / "p.jsonl", {**DOGS, **change})
    with pytest.raises(CoachError) as caught:
        load_hands(written(tmp_path / "a.jsonl", ANSWER), [SHIPPED])
    assert f"p.jsonl, line 1, {said}" in caught.value.message


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("style =", "tone =", "answer 1, key `tone`: there is no such key"),
        ('eat = "covered"', 'eat = "yes"', "answer 1, key `labels.eat`: it is none of"),
        ("[[answers]]", "[[answer]]", "key `answers`: it is missing"),
        ("[[answers]]", "[[answers]", "not valid TOML"),
    ],
)
def test_a_broken_toml_file_is_refused_with_its_place(before: str, after: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "cats.toml").write_text(TOML.replace(before, after), "utf-8")
    with pytest.raises(CoachError) as caught:
        load_hands(tmp_path, [SHIPPED])
    assert "cats.toml" in caught.value.message
    assert said in caught.value.message


def test_a_folder_or_file_without_answers_is_told(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="contains no labelled answers"):
        load_hands(tmp_path, [])
    written(tmp_path / "a.jsonl")
    with pytest.raises(CoachError, match=r"a\.jsonl contains no labelled answers"):
        load_hands(tmp_path, [])


def test_answers_are_taken_from_every_hand_in_turn() -> None:
    one, other = (
        Hand(name, tuple(JudgeCase(f"{name}{at}", SHIPPED, "") for at in range(count)))
        for name, count in (("a", 1), ("b", 3))
    )
    assert [case.id for case in take_in_turn((one, other), 3)] == ["a0", "b0", "b1"]
    assert take_in_turn((), 3) == ()
