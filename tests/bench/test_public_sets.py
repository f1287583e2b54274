import json
from pathlib import Path

import pytest

from coach.bench.public_sets import (
    ArgumentPair,
    GradedAnswer,
    load_public_sets,
    one_in_five,
    read_argument_pairs,
    read_graded_answers,
)
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
        ("[]", "line 2: it is no JSON object"),
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
